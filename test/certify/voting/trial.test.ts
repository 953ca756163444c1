import { describe, expect, it } from 'vitest';
import { isPaused, type Watch } from '../../../src/certify/certifier.ts';
import type { Aim } from '../../../src/certify/voting/aims/aim.ts';
import { sampleUntil } from '../../../src/certify/voting/trial.ts';
import { rowClassifier } from '../synthetic.ts';
import { placedAt } from './placed.ts';

const START = { candidate: null, bounds: [0, 1] } as const;

/** Reached at a number of draws; says how many there were, and writes down when it was asked to look. */
function counting(until: number, looks: number[] = []): Aim {
  return {
    start: START,
    look: (standing, { n }) => {
      looks.push(n);
      return standing;
    },
    isReached: (_, { n }) => n >= until,
    outcome: (_, { n, votes }) => ({
      verdict: 'abstained',
      prediction: null,
      norm: 'l2',
      radius: null,
      reason: 'none',
      evidence: { n, votes: [...votes] },
    }),
  };
}

/** Class 1 above the sample, else class 0; a tie at the sample itself. Writes down what every batch began with. */
function trial(aim: Aim, { batch = 8, cap = 1000, firsts = [] as number[] } = {}) {
  const classifier = rowClassifier(batch, 2, [1], ([x]) => [0, x! - 0.25]);
  return { classifier, placed: placedAt(4, 3, firsts), size: 1, sample: 5, aim, cap };
}

async function ended(aim: Aim, options: Parameters<typeof trial>[1] = {}, watch: Watch = {}) {
  const result = await sampleUntil(trial(aim, options), watch);
  if (isPaused(result)) throw new Error('laid aside unasked');
  return result.evidence;
}

describe('sampling', () => {
  it('looks at the same numbers of draws in batches of any size, and stops at the first that is enough', async () => {
    const [expected, found]: number[][] = [[], []];
    const one = await ended(counting(300, expected), { batch: 1 });
    expect(await ended(counting(300, found), { batch: 64 })).toEqual(one);
    expect(found).toEqual(expected);
    expect(one.n).toBe(300);
    expect((await ended(counting(301), { batch: 64 })).n).toBe(302);
  });

  it('ends at the last look before the cap', async () => {
    expect((await ended(counting(Infinity), { cap: 303 })).n).toBe(302);
    expect((await ended(counting(Infinity), { cap: 320 })).n).toBe(320);
  });

  it('counts draws without a single top class in n only', async () => {
    const { n, votes } = await ended(counting(Infinity), { cap: 1000 });
    const counted = (votes as number[]).reduce((sum, count) => sum + count, 0);
    expect(counted).toBeLessThan(n as number);
    expect(counted).toBeGreaterThan(700);
  });

  it('says what was computed in vain after the last draw', async () => {
    const seen: [number, number][] = [];
    await ended(counting(21), {}, { progress: (passes, unused) => seen.push([passes, unused!]) });
    expect(seen).toEqual([
      [8, 0],
      [8, 0],
      [5, 3],
    ]);
  });

  it('is laid aside at a limit in whole batches, and at once where it is already there', async () => {
    const first = await sampleUntil(trial(counting(Infinity)), { limit: 20 });
    expect(first).toMatchObject({ carry: { n: 24 }, interim: { evidence: { n: 24 } } });
    let passes = 0;
    const progress = (more: number) => (passes += more);
    const carried = isPaused(first) ? first.carry : null;
    expect(await sampleUntil(trial(counting(Infinity)), { carried, limit: 22, progress })).toEqual(first);
    expect(passes).toBe(0);
  });

  it('goes on from the middle of a batch with every draw in its old row', async () => {
    const whole = await ended(counting(Infinity), { cap: 100 });
    const old = await ended(counting(Infinity), { cap: 21 });
    const [firsts, seen] = [[] as number[], [] as [number, number][]];
    const carried = { votes: old.votes as number[], n: 21, bounds: [0, 1] };
    const watch: Watch = { carried, progress: (passes, unused) => seen.push([passes, unused!]) };
    expect(await ended(counting(Infinity), { cap: 100, firsts }, watch)).toEqual(whole);
    expect(firsts.slice(0, 2)).toEqual([16, 24]);
    expect(seen[0]).toEqual([3, 5]);
  });

  it('refuses an engine that answers too few logits, and votes that are not of this run', async () => {
    const broken = trial(counting(9));
    const short = { ...broken.classifier, logits: () => Promise.resolve(new Float32Array(3)) };
    await expect(sampleUntil({ ...broken, classifier: short })).rejects.toThrow('3 logits for 8 × 2');
    const carried = { votes: [1, 2, 3], n: 9, bounds: [0, 1] };
    await expect(sampleUntil(broken, { carried })).rejects.toThrow('2 classes');
  });
});
