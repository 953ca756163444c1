import { describe, expect, it } from 'vitest';
import { summarise } from '../../../src/certify/summary.ts';
import { aRow } from '../../support/records.ts';
import { factsOf, images, someRows } from '../../support/report.ts';

const GUARANTEE = { kind: 'probabilistic', confidence: 0.999, per: 'sample', arithmetic: 'float32' } as const;
const INTERVAL = {
  name: 'interval',
  norm: 'linf',
  epsilon: [0.02, 0.05],
  arithmetic: 'float32',
  domain: [0, 1],
  reach: 2,
} as const;

describe('the facts of a report', () => {
  it('are those of the summary, at the radius of its first sentence too', async () => {
    const rows = someRows(1203);
    const facts = await factsOf({ rows }, 0.01);
    const radii = facts.summary.certified_accuracy.map(({ radius }) => radius);
    expect(facts.summary).toEqual(
      summarise(rows, facts.summary.guarantee, { radii, planned: 1203, delta: 0.01 }),
    );
    expect(radii).toContain(facts.headline.radius);
    expect(facts.summary.guarantee).toEqual(GUARANTEE);
    const curve = facts.curve.map(({ radius }) => radius);
    expect(facts.curve).toEqual(
      summarise(rows, GUARANTEE, { radii: curve, planned: 1203, delta: 0.01 }).certified_accuracy,
    );
  });

  it('count every sample once, in bins, classes and pairs', async () => {
    const rows = someRows(500);
    const { summary, histogram, by_class, hesitations } = await factsOf({ rows });
    expect(histogram.reduce((sum, { right, wrong }) => sum + right + wrong, 0)).toBe(summary.certified);
    expect(by_class.reduce((sum, { samples }) => sum + samples, 0)).toBe(500);
    expect(hesitations.reduce((sum, { count }) => sum + count, 0)).toBe(summary.abstained);
  });

  it('show the weakest, the strongest that are right, and the surest mistakes', async () => {
    const { weakest, strongest, mistakes } = await factsOf({ rows: someRows(200) });
    expect(weakest.map(({ row }) => row.verdict)).toEqual(Array(10).fill('abstained'));
    expect(strongest.every(({ row }) => row.correct === true)).toBe(true);
    expect(mistakes.every(({ row }) => row.verdict === 'certified' && row.correct === false)).toBe(true);
    for (const shown of [strongest, mistakes]) {
      const radii = shown.map(({ row }) => row.radius!);
      expect(radii).toEqual([...radii].sort((a, b) => b - a));
    }
    expect(weakest[0]!.look).toMatchObject({ kind: 'picture', width: 4, height: 4 });
  });

  it('read only the samples that are shown, and close what they read', async () => {
    const read: number[] = [];
    let closed = 0;
    await factsOf({
      rows: someRows(300),
      openSamples: async (digest) => {
        const samples = (await images(digest))!;
        return {
          ...samples,
          values: (index) => (read.push(index), samples.values(index)),
          close: async () => void closed++,
        };
      },
    });
    expect(read.length).toBe(30);
    expect(closed).toBe(1);
  });

  it('close the samples when one cannot be read', async () => {
    let closed = 0;
    const openSamples = async () => ({
      shape: [1, 4, 4],
      values: () => Promise.reject(new Error('a broken disk')),
      close: async () => void closed++,
    });
    await expect(factsOf({ rows: someRows(5), openSamples })).rejects.toThrow('a broken disk');
    expect(closed).toBe(1);
  });

  it('do without model, data and rows', async () => {
    const gone = await factsOf({
      rows: someRows(20),
      model: null,
      dataset: null,
      openSamples: async () => null,
    });
    expect(gone).toMatchObject({ model: null, dataset: null, classes: null, claim: null, noun: 'sample' });
    expect(gone.weakest.every(({ look }) => look === null)).toBe(true);
    const empty = await factsOf({ rows: [], job: { status: 'failed', total: 4, done: 0, provenance: null } });
    expect(empty).toMatchObject({ curve: [], histogram: [], by_class: [], weakest: [], outcomes: null });
    expect(empty.headline.sentence).toBe('There are no results.');
  });

  it('never hold where the end is announced', async () => {
    const facts = await factsOf({ rows: someRows(3) });
    expect(JSON.stringify(facts)).not.toContain('whsec');
    expect(JSON.stringify(facts)).not.toContain('example.org');
  });

  it('state the digest of the outcomes, and what is claimed, of a job that has succeeded', async () => {
    const facts = await factsOf({ rows: someRows(5) });
    expect(facts.outcomes).toMatch(/^sha256:[0-9a-f]{64}$/);
    expect(facts.claim?.symbols).toContain('∀i ∈ certified');
    const early = await factsOf({ rows: someRows(5), job: { status: 'canceled', total: 9 } });
    expect(early.outcomes).toBe(null);
    expect(early.caveats[0]).toContain('4 of 9 samples have no final result');
    expect(early.headline.sentence).toContain('of the 5 images that have a result');
    expect(early.headline.certainty).toMatch(/at least [\d.]+ % of all 9 planned/);
    const decided = await factsOf({ rows: someRows(5), job: { status: 'succeeded', total: 9 } });
    expect(decided.outcomes).toBe(null);
    expect(decided.caveats[0]).toContain('ended early, when its gate was decided: 4 of 9 samples');
  });
});

describe('the first sentence', () => {
  it('speaks of the radius that the job was to decide', async () => {
    const { n0: _, n: __, ...method } = { ...(await import('../../support/workplace.ts')).METHOD };
    const target = { ...method, max_n: 1000, target: { radius: 0.3 } };
    const { headline } = await factsOf({ rows: someRows(50), job: { method: target } });
    expect(headline.radius).toBe(0.3);
    expect(headline.sentence).toContain('less than 0.3 (L2)');
  });

  it('speaks of the largest radius at which half are right and certified', async () => {
    const { headline, summary } = await factsOf({ rows: someRows(1000) });
    const at = (radius: number) => summary.certified_accuracy.find((one) => one.radius === radius)!.value!;
    expect(headline.radius).toBe(0.25);
    expect(at(0.25)).toBeGreaterThanOrEqual(0.5);
    expect(at(0.5)).toBeLessThan(0.5);
    expect(headline.sentence).toBe(
      `For ${Math.floor(1000 * at(0.25)) / 10} % of the 1000 images, the smoothed classifier of “digits” is right, and is certified to keep its answer under every change of length less than 0.25 (L2).`,
    );
    expect(headline.certainty).toContain('With confidence 0.999, at most');
  });

  it('speaks of the program, and of no chance, where bounds are deterministic', async () => {
    const rows = [0, 1, 2].map((index) =>
      aRow(index, { norm: 'linf', radius: index < 2 ? 0.05 : 0.02, evidence: { margin_lower: 1 } }),
    );
    const { headline, caveats } = await factsOf({ rows, job: { method: INTERVAL } });
    expect(headline).toEqual({
      radius: 0.05,
      sentence:
        'For 66.6 % of the 3 images, “digits” is right, and is certified to keep its answer under every change of each value by up to 0.05 (L∞).',
      certainty:
        'No chance plays a part in it. It speaks of the program as it runs, every rounding included.',
    });
    expect(caveats.join(' ')).not.toContain('confidence 0.999. With');
  });

  it('claims no weakness where nothing is certified', async () => {
    const rows = someRows(10).filter(({ verdict }) => verdict === 'abstained');
    const { headline } = await factsOf({ rows });
    expect(headline).toMatchObject({ radius: null, sentence: 'The image could not be certified.' });
  });

  it('speaks of answers, not of right ones, without labels', async () => {
    const rows = someRows(4).map((row) => ({ ...row, label: null, correct: null }));
    const { headline, by_class } = await factsOf({ rows });
    expect(headline.sentence).not.toContain('right');
    expect(headline.sentence).toContain('is certified to keep its answer');
    expect(by_class).toEqual([]);
  });

  it('claims no radius where classes are predicted', async () => {
    const rows = [0, 1].map((index) => aRow(index, { verdict: 'predicted', norm: null, radius: null }));
    const method = { ...(await import('../../support/workplace.ts')).METHOD, task: 'predict', n0: 0 };
    const facts = await factsOf({ rows, job: { method } });
    expect(facts.headline.sentence).toBe(
      'For 100.0 % of the 2 images, the answer of the smoothed classifier of “digits” is known, and right. No radius is claimed.',
    );
    expect([facts.curve, facts.histogram]).toEqual([[], []]);
  });
});
