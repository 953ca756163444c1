import { describe, expect, it } from 'vitest';
import { isKeptAsBytes, isWholeNumbers, pieces, scaled } from '../../../src/service/dataset/values.ts';
import { samplesOf } from './samples.ts';

describe('pieces', () => {
  it('covers all samples in order, about a megabyte at a time', () => {
    const values = Float64Array.from({ length: 700_000 }, (_, i) => i);
    const found = [...pieces(samplesOf(values, [7]))];
    expect(found.length).toBe(6);
    expect(found.map(({ first, count }) => [first, count])[1]).toEqual([18724, 18724]);
    expect(Float64Array.from(found.flatMap(({ stored }) => [...stored]))).toEqual(values);
  });

  it('takes one sample at a time when it is larger than that', () => {
    const found = [...pieces(samplesOf(new Uint8Array(4 * 2 ** 20), [2 ** 21]))];
    expect(found.map(({ first, count }) => [first, count])).toEqual([
      [0, 1],
      [1, 1],
    ]);
  });
});

describe('scaled', () => {
  it('multiplies in float64 and rounds once', () => {
    expect([...scaled(Uint8Array.of(0, 1, 255), 1 / 255)]).toEqual([0, Math.fround(1 / 255), 1]);
    expect([...scaled(Float64Array.of(0.1), 3)]).toEqual([Math.fround(0.1 * 3)]);
    const floats = Float32Array.of(0.5);
    expect(scaled(floats, 1)).toBe(floats);
    expect([...scaled(floats, 0.5)]).toEqual([0.25]);
  });
});

describe('kinds of values', () => {
  it('are told by the type', () => {
    const bytes = samplesOf(new Uint8Array(2), [1]);
    const integers = samplesOf(new Int32Array(2), [1]);
    const floats = samplesOf(new Float32Array(2), [1]);
    expect([bytes, integers, floats].map(isKeptAsBytes)).toEqual([true, false, false]);
    expect([bytes, integers, floats].map(isWholeNumbers)).toEqual([true, true, false]);
  });
});
