import { describe, expect, it } from 'vitest';
import { findingOf } from '../../../src/certify/audit/finding.ts';
import { Ladder } from '../../../src/certify/audit/ladder.ts';
import type { LogRow } from '../../../src/certify/audit/log.ts';
import { formatOf } from '../../../src/certify/audit/printed.ts';
import type { Format } from '../../../src/certify/audit/printed.ts';
import { clopperPearsonLower } from '../../../src/certify/statistics/clopper-pearson.ts';
import { gaussianRadius } from '../../../src/certify/statistics/radius.ts';
import { certified, rowOf } from './simulated.ts';

const CLAIM = { n: 1000, alpha: 0.001, sigma: 0.5 };
const ladder = new Ladder(CLAIM.n, CLAIM.alpha);
const OWN: Format = { kind: 'own', digits: null };
const judge = (row: LogRow, format = OWN) => findingOf(row, ladder, CLAIM.sigma, format);
const at = (count: number) => certified(CLAIM, count);

describe('a radius in full precision', () => {
  it.each([550, 551, 700, 950, 999, 1000])('of %d votes implies just that count', (count) => {
    expect(judge(rowOf(0, String(at(count))))).toMatchObject({
      finding: 'consistent',
      radius: at(count),
      counts: [count, count],
      nearest: [],
    });
  });

  it('of arithmetic that is off in its twelfth digit, or in float32, is forgiven', () => {
    expect(judge(rowOf(0, String(at(990) * (1 + 3e-12)))).counts).toEqual([990, 990]);
    const single = Math.fround(at(990)).toPrecision(8);
    expect(judge(rowOf(0, single)).counts).toEqual([990, 990]);
  });

  it.each([99_985, 99_990])(
    'of %d votes whose probability was held in float32 is forgiven up to nine digits',
    (count) => {
      const claim = { n: 100_000, alpha: 0.001, sigma: 0.5 };
      const held = Math.fround(clopperPearsonLower(count, claim.n, claim.alpha));
      const radius = gaussianRadius(held, claim.sigma);
      expect(Math.abs(radius / certified(claim, count) - 1)).toBeGreaterThan(1e-6);
      const row = (text: string) =>
        findingOf(rowOf(0, text), new Ladder(claim.n, claim.alpha), claim.sigma, OWN);
      expect(row(radius.toPrecision(9)).counts).toEqual([count, count]);
      expect(row(radius.toPrecision(15)).finding).toBe('off_ladder');
    },
  );

  it('between two counts is off the ladder, and its neighbours are named', () => {
    const finding = judge(rowOf(0, String((at(990) + at(991)) / 2)));
    expect(finding).toMatchObject({ finding: 'off_ladder', counts: null });
    expect(finding.nearest.map(({ count }) => count)).toEqual([990, 991]);
    for (const { count, radius } of finding.nearest) {
      expect(radius).toBeLessThanOrEqual(at(count) * (1 + 1e-10));
      expect(radius).toBeGreaterThan(at(count) * (1 - 2e-9));
    }
  });

  it('below the least is off the ladder', () => {
    const finding = judge(rowOf(0, String(at(550) / 2)));
    expect(finding.finding).toBe('off_ladder');
    expect(finding.nearest.map(({ count }) => count)).toEqual([550]);
  });

  it('beyond unanimous votes is above the top', () => {
    const finding = judge(rowOf(0, String(at(1000) * 1.001)));
    expect(finding).toMatchObject({ finding: 'above_top', counts: null });
    expect(finding.nearest.map(({ count }) => count)).toEqual([1000]);
    expect(judge(rowOf(0, '1e300')).finding).toBe('above_top');
  });
});

describe('a printed radius', () => {
  it('implies every count that is printed so', () => {
    const texts = Array.from({ length: 451 }, (_, i) => at(550 + i).toFixed(2));
    const [least, most] = judge(rowOf(0, '0.30'), formatOf([rowOf(0, '0.30').radius!])).counts!;
    expect(texts.indexOf('0.30') + 550).toBe(least);
    expect(texts.lastIndexOf('0.30') + 550).toBe(most);
    expect(most).toBeGreaterThan(least);
  });

  it('was shortened by what the log says', () => {
    const row = rowOf(0, String(at(900) - 0.01));
    expect(judge(row).counts).not.toEqual([900, 900]);
    expect(judge({ ...row, distance: 0.01 }).counts).toEqual([900, 900]);
  });

  it('is compared with the count beside it', () => {
    const row = rowOf(0, String(at(900)));
    expect(judge({ ...row, count: 900 }).finding).toBe('consistent');
    expect(judge({ ...row, count: 901 })).toMatchObject({ finding: 'count_differs', counts: [900, 900] });
  });
});

describe('a row without a radius', () => {
  it('gets it from its count, rounded down', () => {
    const { finding, radius, counts } = judge(rowOf(0, null, { count: 980 }));
    expect([finding, counts]).toEqual(['computed', [980, 980]]);
    expect(radius).toBeLessThanOrEqual(at(980));
    expect(radius).toBeGreaterThan(at(980) * (1 - 2e-9));
    expect(String(radius).replace(/^0\./, '').length).toBeLessThanOrEqual(10);
  });

  it('is an abstention where the count gives none, or where it says so', () => {
    expect(judge(rowOf(0, null, { count: 549 }))).toMatchObject({
      finding: 'abstention',
      radius: null,
      counts: [549, 549],
    });
    const abstained = rowOf(0, '0.0', { abstained: true, predict: null, correct: false });
    expect(judge(abstained)).toMatchObject({
      finding: 'abstention',
      radius: null,
      correct: false,
      correct_agrees: true,
    });
  });
});

it.each([
  [1, 1, true, true, true],
  [1, 2, true, false, false],
  [1, 2, false, false, true],
  [1, 1, false, true, false],
  [null, 2, true, null, null],
  [1, 1, null, true, null],
] as const)('label %s, predicted %s, said to be correct: %s', (label, predict, correct, is, agrees) => {
  const finding = judge(rowOf(0, '0.5', { label, predict, correct }));
  expect([finding.correct, finding.correct_agrees]).toEqual([is, agrees]);
});
