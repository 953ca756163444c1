import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { constantOfValues } from '../../../../../src/graph/builder.ts';
import { readConstant } from '../../../../../src/graph/constant.ts';
import {
  along,
  broadcast,
  coefficients,
  nearest,
  plus,
  raised,
  rounded,
  stretch,
  times,
  within,
  type Coefficients,
} from '../../../../../src/graph/rewrites/canonical/simplify/coefficients.ts';

const of = (values: readonly number[], dims: readonly number[] = [values.length]): Coefficients => ({
  dims,
  values: Float64Array.from(values),
});

describe('coefficients', () => {
  it('reads float32 only', () => {
    expect(coefficients(constantOfValues([1, 2], [2]))).toEqual(of([1, 2]));
    expect(coefficients(constantOfValues(BigInt64Array.of(1n), [1]))).toBeNull();
    expect(coefficients(null)).toBeNull();
  });

  it('broadcasts as ONNX does', () => {
    expect(broadcast([3, 1], [4])).toEqual([3, 4]);
    expect(broadcast([], [2, 1])).toEqual([2, 1]);
    expect(plus(of([10, 20], [2, 1]), of([1, 2, 3]))).toEqual(of([11, 12, 13, 21, 22, 23], [2, 3]));
    expect(times(of([2], []), of([1, 2], [2, 1]))).toEqual(of([2, 4], [2, 1]));
    expect([...stretch(of([1, 2, 3, 4], [2, 1, 2]), [2, 3, 2])]).toEqual([
      1, 2, 1, 2, 1, 2, 3, 4, 3, 4, 3, 4,
    ]);
  });

  it('tells numbers along one axis from others', () => {
    expect(along(of([1, 2, 3], [3, 1, 1]), [2, 3, 4, 4], 1)).toEqual(Float64Array.of(1, 2, 3));
    expect(along(of([1, 2, 3], [1, 3, 1, 1]), [2, 3, 4, 4], 1)).toEqual(Float64Array.of(1, 2, 3));
    expect(along(of([7], []), [2, 3], 1)).toEqual(Float64Array.of(7, 7, 7));
    expect(along(of([1, 2, 3]), [2, 4, 3], 1)).toBeNull();
    expect(along(of([1, 2, 3], [1, 1, 3, 1, 1]), [2, 3, 4, 4], 1)).toBeNull();
    expect(along(of([1, 2, 3], [3, 1, 1]), [2, 1, 4, 4], 1)).toBeNull();
    expect(along(of([7], [1, 1, 1]), [2, 3], 1)).toBeNull();
  });

  it('rounds to numbers with a relative error, or not at all', () => {
    expect(readConstant(rounded(of([0.1, 0, -3]))!).data).toEqual(Float32Array.of(0.1, 0, -3));
    for (const lost of [1e-39, 1e-50, 1e39, NaN, -Infinity]) expect(rounded(of([1, lost]))).toBeNull();
    expect(readConstant(nearest(of([1e-50]))!).data).toEqual(Float32Array.of(0));
    expect(nearest(of([1e39]))).toBeNull();
  });

  it('raises to upper bounds', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1e38 }), (value) => {
        const [up] = readConstant(raised(of([value]))).data as Float32Array;
        expect(up).toBeGreaterThanOrEqual(value);
        expect(up).toBeLessThanOrEqual(value * (1 + 2 ** -22) + 2 ** -149);
      }),
    );
  });

  it('knows the range of what is not zero', () => {
    expect(within(of([0, -2, 0.5]), 0.5, 2)).toBe(true);
    expect(within(of([0.4]), 0.5, 2)).toBe(false);
    expect(within(of([-2.1]), 0.5, 2)).toBe(false);
    expect(within(of([NaN]), 0, 2)).toBe(false);
  });
});
