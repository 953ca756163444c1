import { elementCount } from '../../../../src/graph/tensor.ts';
import { absolute, fixed, product, whole } from './exactly.ts';
import { intervals } from './written.ts';

export interface Discs {
  readonly dims: readonly number[];
  readonly centre: Float32Array;
  readonly radius: Float32Array;
}

/** Discs of all sizes, as many as dims say: centres of either sign, radii that are not negative. */
export function discs(dims: readonly number[]): Discs {
  const { lower, upper } = intervals(elementCount(dims));
  const radius = upper.map((high, at) => (at % 3 === 0 ? Math.abs(high) : Math.max(0, high - lower[at]!)));
  return { dims, centre: lower, radius };
}

/**
 * The farthest values times m, times 2^600, from a centre: at factor · radius less `spare` of |centre| + factor · radius, which a sum
 * leaves for the rounding of centre ± radius, and `least` besides. None where nothing is left.
 */
export const onTheRim =
  (
    { centre, radius, factor }: Pick<Discs, 'centre' | 'radius'> & { readonly factor: number },
    spare: number,
    least = 0,
  ) =>
  (at: number): readonly bigint[] => {
    const [c, r] = [centre[at]!, radius[at]!];
    if (!Number.isFinite(c) || !Number.isFinite(r)) return [];
    const full = product(factor, r);
    const left = full - ((absolute(whole(c)) + full) * fixed(spare)) / fixed(1) - whole(least);
    return left < 0n ? [] : [whole(c) - left, whole(c), whole(c) + left];
  };
