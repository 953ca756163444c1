import { describe, expect, it } from 'vitest';
import { pictureOf } from '../../../src/certify/ablations/picture.ts';
import { SubsetAblation } from '../../../src/certify/ablations/subsets.ts';
import { STAGES, type Stage } from '../../../src/certify/statistics/keystream.ts';
import golden from '../../golden/ablations.json' with { type: 'json' };
import { chiSquareScore } from '../chi-square.ts';
import { key } from '../numbers.ts';

const ABSENT = { kind: 'value', value: -1 } as const;
const draws = { stage: STAGES.estimation, sample: 0, draw: 0 } as const;

/** Draws of the numbers 0, …, d−1, each standing for its pixel: rows of the pixels that are shown. */
function kept(
  d: number,
  k: number,
  rows: number,
  seed: Uint8Array,
  from: typeof draws | { stage: Stage; sample: number; draw: number } = draws,
): number[][] {
  const ablation = new SubsetAblation(pictureOf([d]), k, ABSENT, seed);
  const out = new Float32Array(rows * d);
  ablation.fill(
    out,
    Float32Array.from({ length: d }, (_, i) => i),
    from,
  );
  return Array.from({ length: rows }, (_, row) =>
    [...out.subarray(row * d, (row + 1) * d)].filter((x) => x >= 0),
  );
}

describe('known answers', () => {
  it.each(golden.subsets)('draw $draw of sample $sample: $kept of $pixels', (known) => {
    const from = { stage: known.stage as Stage, sample: known.sample, draw: known.draw };
    const [shown] = kept(known.pixels, known.kept, 1, Uint8Array.from(Buffer.from(known.seed, 'hex')), from);
    expect(shown).toEqual([...known.order].sort((a, b) => a - b));
  });
});

describe('the distribution of what is shown', () => {
  it.each([
    [5, 2],
    [7, 3],
    [6, 5],
    [9, 1],
  ])('is uniform over all sets: %i pixels, %i kept', (d, k) => {
    const counts = new Map<string, number>();
    for (const set of kept(d, k, 40_000, key(d))) counts.set(set.join(), (counts.get(set.join()) ?? 0) + 1);
    const sets = Array.from({ length: k }, (_, i) => (d - i) / (k - i)).reduce((a, b) => a * b, 1);
    expect(counts.size).toBe(Math.round(sets));
    const score = chiSquareScore([...counts.values()], new Array<number>(counts.size).fill(1 / counts.size));
    expect(Math.abs(score)).toBeLessThan(3.5);
  });

  it('shows every pixel and every pair as often as it must in a large picture', () => {
    const [d, k, rows] = [784, 45, 20_000];
    const counts = new Float64Array(d);
    let neighbours = 0;
    for (const set of kept(d, k, rows, key(2))) {
      expect(set.length).toBe(k);
      for (const [i, pixel] of set.entries()) {
        counts[pixel]! += 1;
        if (set[i + 1] === pixel + 1) neighbours++;
      }
    }
    // counts of one draw are not independent: their χ² is smaller by 1 − k/d
    const score = chiSquareScore(
      counts.map((n) => n),
      new Array<number>(d).fill(1 / d),
    );
    expect(score).toBeLessThan(3.5);
    const expected = (rows * (d - 1) * k * (k - 1)) / (d * (d - 1));
    expect(Math.abs(neighbours - expected) / Math.sqrt(expected)).toBeLessThan(4);
  });
});

describe('fill', () => {
  const ablation = new SubsetAblation(pictureOf([3, 6, 7]), 10, { kind: 'channels' }, key(4));
  const values = Float32Array.from({ length: 126 }, (_, i) => i / 128);
  const whole = new Float32Array(40 * ablation.size);
  ablation.fill(whole, values, { ...draws, draw: 100 });

  it.each([1, 3, 39])('gives the same draws %i rows at a time', (size) => {
    const parts = new Float32Array(whole.length);
    for (let row = 0; row < 40; row += size) {
      const part = parts.subarray(row * ablation.size, (row + size) * ablation.size);
      ablation.fill(part, values, { ...draws, draw: 100 + row });
    }
    expect(parts).toEqual(whole);
  });

  it('shows the same pixels in all channels, and tells what is absent from what is black', () => {
    expect(ablation.size).toBe(252);
    const row = whole.subarray(0, 252);
    let shown = 0;
    for (let pixel = 0; pixel < 42; pixel++) {
      const sums = [0, 1, 2].map((c) => row[c * 42 + pixel]! + row[(c + 3) * 42 + pixel]!);
      expect(sums.every((sum) => sum === sums[0])).toBe(true);
      shown += sums[0]!;
    }
    expect(shown).toBe(10);
  });

  it('does not depend on pixels that are not shown', () => {
    const out = new Float32Array(ablation.size);
    const other = values.map((x, i) => (whole[i] === 0 && whole[126 + i] === 0 ? 1 - x : x));
    ablation.fill(out, other, { ...draws, draw: 100 });
    expect(out).toEqual(whole.subarray(0, ablation.size));
    expect(other).not.toEqual(values);
  });

  it.each([
    { stage: STAGES.selection, sample: 0, draw: 100 },
    { stage: STAGES.estimation, sample: 1, draw: 100 },
    { stage: STAGES.estimation, sample: 0, draw: 101 },
  ])('draws others for $stage, $sample, $draw', (from) => {
    const out = new Float32Array(ablation.size);
    ablation.fill(out, values, from);
    expect(out).not.toEqual(whole.subarray(0, ablation.size));
  });

  it('has bits enough where many words are dropped: a third of the largest picture kept', () => {
    const [side, k] = [1448, 700_000];
    const large = new SubsetAblation(pictureOf([1, side, side]), k, { kind: 'value', value: 0 }, key(5));
    const out = new Float32Array(side * side);
    large.fill(out, new Float32Array(side * side).fill(1), draws);
    expect(out.reduce((sum, x) => sum + x, 0)).toBe(k);
  });

  it('writes nothing into an empty batch', () => {
    expect(() => ablation.fill(new Float32Array(0), values, draws)).not.toThrow();
  });

  it.each([0, 43, 1.5, NaN])('refuses to keep %d of 42 pixels', (k) => {
    expect(() => new SubsetAblation(pictureOf([3, 6, 7]), k, ABSENT, key(1))).toThrow(RangeError);
  });
});
