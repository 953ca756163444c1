import { describe, expect, it } from 'vitest';
import type { Classifier } from '../../src/certify/classifier.ts';
import { batchesOf, paceOf, pairOf, type Denoiser } from '../../src/service/pair.ts';

/** Notes the rows of every call. Two logits a row: the sum of its three values, and its first value. */
function parts(batches: { readonly classifier: number; readonly denoiser: number }) {
  const calls: string[] = [];
  const note = (name: string, rows: number, input: Float32Array) => {
    if (input.length !== rows * 3) throw new Error(`${input.length} values in a batch of ${rows}`);
    calls.push(`${name} ${rows}`);
  };
  const classifier: Classifier = {
    batch: batches.classifier,
    classes: 2,
    shape: [3],
    async logits(input) {
      note('f', batches.classifier, input);
      return Float32Array.from({ length: batches.classifier * 2 }, (_, i) => {
        const row = input.subarray(Math.floor(i / 2) * 3, Math.floor(i / 2) * 3 + 3);
        return i % 2 === 0 ? row.reduce((sum, x) => sum + x, 0) : row[0]!;
      });
    },
  };
  const denoiser: Denoiser = {
    batch: batches.denoiser,
    async denoise(input) {
      note('D', batches.denoiser, input);
      return input.map((x) => 10 * x);
    },
  };
  return { pair: pairOf(classifier, denoiser), calls };
}

const samples = (rows: number) => Float32Array.from({ length: rows * 3 }, (_, i) => i + 1);
const expected = (rows: number) =>
  Array.from({ length: rows }, (_, row) => [10 * (9 * row + 6), 10 * (3 * row + 1)]).flat();

describe('a classifier behind a denoiser', () => {
  it.each([
    [4, 4, ['D 4', 'f 4']],
    [1, 4, ['D 4', 'f 1', 'f 1', 'f 1', 'f 1']],
    [4, 1, ['D 1', 'D 1', 'D 1', 'D 1', 'f 4']],
    [5, 3, ['D 3', 'D 3', 'f 5']],
    [3, 5, ['D 5', 'f 3', 'f 3']],
  ])('runs batches of %i and %i rows, each of its own size only', async (classifier, denoiser, calls) => {
    const one = parts({ classifier, denoiser });
    const rows = Math.max(classifier, denoiser);
    expect(one.pair).toMatchObject({ batch: rows, classes: 2, shape: [3] });
    expect([...(await one.pair.logits(samples(rows)))]).toEqual(expected(rows));
    expect(one.calls).toEqual(calls);
  });

  it('is not believed where one of the two gives less than it should', async () => {
    const { pair } = parts({ classifier: 4, denoiser: 4 });
    const short: Denoiser = { batch: 4, denoise: async (input) => input.slice(0, 9) };
    await expect(pairOf(pair, short).logits(samples(4))).rejects.toThrow('9 values where 12');
    const silent: Classifier = { ...pair, logits: async () => new Float32Array(7) };
    const honest: Denoiser = { batch: 4, denoise: async (input) => input };
    await expect(pairOf(silent, honest).logits(samples(4))).rejects.toThrow('7 values where 8');
  });
});

describe('what a pair costs', () => {
  it('is the time of both, for the rows that they compute', () => {
    const facts = { batch: 64, rate: 300, classes: 10 };
    expect(paceOf(facts, null)).toBe(facts);
    expect(paceOf(facts, { batch: 64, rate: 300 })).toEqual({ batch: 64, rate: 150, classes: 10 });
    // Of 3 × 30 rows that the denoiser computes for 64, at 45 a second; and of 64 rows at 32 a second.
    const slow = paceOf({ batch: 64, rate: 32 }, { batch: 30, rate: 45 });
    expect(slow).toEqual({ batch: 64, rate: 16 });
  });

  it('is said with the rows that it takes', () => {
    expect(batchesOf({ batch: 64 }, null)).toEqual({ batch: 64 });
    expect(batchesOf({ batch: 1 }, { batch: 8 })).toEqual({ batch: 8, pair: { classifier: 1, denoiser: 8 } });
  });
});
