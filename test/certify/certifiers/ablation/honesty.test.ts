import { describe, expect, it } from 'vitest';
import { isPaused, type Carry, type Sample } from '../../../../src/certify/certifier.ts';
import { ablation } from '../../../../src/certify/certifiers/ablation/ablation.ts';
import { ablationClaim } from '../../../../src/certify/certifiers/ablation/claim.ts';
import type { Outcome } from '../../../../src/certify/outcome.ts';
import { classifying, outcomeOf } from '../../../laws/certifier.ts';
import { key } from '../../numbers.ts';
import { isTooMuch } from '../../statistics/ballot.ts';
import { rowClassifier } from '../../synthetic.ts';
import { settledFrom } from './problem.ts';

/** Eight pixels, of which two are shown: 28 sets. */
const PAIRS = Array.from({ length: 28 }, (_, i) => i).map((i) => {
  let [first, rest] = [0, i];
  while (rest >= 7 - first) rest -= 7 - first++;
  return [first, first + 1 + rest] as const;
});
const OLD = 0.25;
const NEW = 0.75;

/**
 * The classifier that one changed pixel harms most: where it sees pixel 0 it votes 0 for the old one and 1 for a new one. Of the
 * 21 pairs without it `loyal` have class 0 whatever is shown, by a number of their own.
 */
const vote = (row: readonly number[] | Float32Array, loyal: number): number => {
  const shown = [...row.keys()].filter((i) => row[i]! >= 0);
  if (shown[0] === 0) return row[0] === OLD ? 0 : 1;
  const number = PAIRS.filter(([first]) => first > 0).findIndex(([a, b]) => a === shown[0] && b === shown[1]);
  return number < loyal ? 0 : 1;
};
const share = (first: number, loyal: number): number =>
  PAIRS.filter(([a, b]) => {
    const row = Array.from({ length: 8 }, (_, i) => (i === a || i === b ? (i === 0 ? first : OLD) : -1));
    return vote(row, loyal) === 0;
  }).length / 28;

const PROBLEM = {
  classes: 2,
  shape: [8],
  domain: null,
  grid: null,
  data: { range: [0, 1], grid: null },
} as const;
const FIELDS = { kept: 2, absent: { value: -1 }, alpha: 0.1 };
const classifier = (loyal: number) =>
  rowClassifier(16, 2, [8], (row) => (vote(row, loyal) === 0 ? [1, 0] : [0, 1]));
const sample = (index: number): Sample => ({ index, label: null, values: new Float32Array(8).fill(OLD) });

describe('the classifier that a changed pixel harms most', () => {
  const claim = ablationClaim({ pixels: 8, kept: 2 })({ allowance: 0, distance: 0 });

  it('loses its lead by the pixel exactly where the radius is no longer proved', () => {
    expect(share(NEW, 14)).toBe(0.5);
    expect(claim.alone(share(OLD, 14))).toBe(0);
    expect(share(NEW, 15)).toBeGreaterThan(0.5);
    expect(claim.alone(share(OLD, 15))).toBe(1);
  });

  it('is certified for one pixel and for no second', async () => {
    const session = await ablation.open(
      settledFrom({ ...FIELDS, alpha: 1e-6, n: 100_000 }, PROBLEM),
      classifying(classifier(15)),
      key(1),
    );
    expect(await outcomeOf(session, sample(0))).toMatchObject({
      verdict: 'certified',
      prediction: 0,
      radius: 1,
    });
    const other = await ablation.open(
      settledFrom({ ...FIELDS, alpha: 1e-6, n: 100_000 }, PROBLEM),
      classifying(classifier(14)),
      key(1),
    );
    expect(await outcomeOf(other, sample(0))).toMatchObject({
      verdict: 'certified',
      prediction: 0,
      radius: 0,
    });
  });
});

/** One changed pixel takes the lead from class 0: a certificate of one pixel is false, and so is one of class 1. */
const isFalse = ({ prediction, radius }: Outcome): boolean =>
  radius !== null && (prediction !== 0 || radius > 0);
const RUNS = 1500;
const ALPHA = 0.1;

describe('a radius that one changed pixel disproves', () => {
  it('is certified no more often than α allows by a fixed number of draws, and no less than the draws come in steps', async () => {
    let found = 0;
    for (let run = 0; run < RUNS; run++) {
      const session = await ablation.open(
        settledFrom({ ...FIELDS, n0: 10, n: 60 }, PROBLEM),
        classifying(classifier(14)),
        key(run),
      );
      if (isFalse(await outcomeOf(session, sample(run % 7)))) found++;
    }
    expect(isTooMuch(found, RUNS, ALPHA)).toBe(false);
    expect(found).toBeGreaterThan(RUNS * 0.03);
  });

  it.each([
    ['followed', {}],
    ['decided at one pixel', { target: { radius: 1 } }],
    ['followed to a pixel', { target: { width: 0.5 } }],
  ])(
    'is not either when it is %s, looked at after every batch, and extended until it suits',
    async (_, goal) => {
      let found = 0;
      for (let run = 0; run < 600; run++) {
        let carried: Carry | null = null;
        let seen = false;
        for (const max_n of [40, 120, 240]) {
          const method = settledFrom({ ...FIELDS, ...goal, max_n }, PROBLEM);
          const session = await ablation.open(method, classifying(classifier(14)), key(run));
          let result = await session.certify(sample(3), { carried, pause: () => true });
          for (
            ;
            isPaused(result);
            result = await session.certify(sample(3), { carried: result.carry, pause: () => true })
          )
            seen ||= isFalse(result.interim!);
          seen ||= isFalse(result);
          carried = ablation.resume({ ...method, max_n: 1000 }, result);
          if (seen || carried === null) break;
        }
        if (seen) found++;
      }
      expect(isTooMuch(found, 600, ALPHA)).toBe(false);
      expect(found).toBeGreaterThan(0);
    },
  );

  it('would be certified too often by a level of one half', async () => {
    let found = 0;
    for (let run = 0; run < 300; run++) {
      const session = await ablation.open(
        { ...settledFrom({ ...FIELDS, n0: 10, n: 60 }, PROBLEM), alpha: 0.49 },
        classifying(classifier(14)),
        key(run),
      );
      if (isFalse(await outcomeOf(session, sample(0)))) found++;
    }
    expect(isTooMuch(found, 300, ALPHA)).toBe(true);
  });
});

describe('a classifier that asks only whether a pixel is shown', () => {
  it('has class 0 with the probability that the pixel is not: 1 − k/d, from one key to the next', async () => {
    const asking = rowClassifier(16, 2, [8], (row) => (row[5]! >= 0 ? [0, 1] : [1, 0]));
    const counts = [0, 1, 2, 3].map(() => 0);
    for (let run = 0; run < counts.length; run++) {
      const session = await ablation.open(
        settledFrom({ ...FIELDS, n: 20_000 }, PROBLEM),
        classifying(asking),
        key(run),
      );
      counts[run] = Number((await outcomeOf(session, sample(run))).evidence['count']);
    }
    const deviation = Math.sqrt(20_000 * 0.75 * 0.25);
    for (const count of counts) expect(Math.abs(count - 15_000) / deviation).toBeLessThan(4);
    expect(new Set(counts).size).toBeGreaterThan(1);
  });
});
