import { floatUp, gamma, TINY } from '../../float32.ts';
import type { Bounds, Disc } from '../../rewrites/interval/bounds.ts';
import { discBounds } from '../../rewrites/interval/disc-bounds.ts';
import type { Attributes, Emit } from '../../rewrites/interval/emit.ts';

/** Writes a product of matrices: a MatMul, or a Gemm with one of them transposed. */
export interface Multiply {
  readonly operator: 'MatMul' | 'Gemm';
  readonly attributes: Attributes;
  /** Products that one element sums. */
  readonly terms: number;
}

/**
 * Bounds of AB, both bounded, in centre and radius, for float32.
 *
 * With |a − α| ≤ r, |b − β| + 3γ|β| ≤ s and γ = γ_{n+16}:
 *   |Σab − Σαβ| ≤ Σ |α||b − β| + r|b|,
 * and γΣ|a||b| for the deployed program in any order of summation, γΣ|α||β| for our own, and as much again so that
 * centre ± radius may be rounded, together make at most (1 + 2γ) Σ (|α| s + r(|β| + s)).
 * Guarantee: C = fl(αβ), R = fl(|α| s + r(|β| + s)), with a factor for the rounding of R itself; `tiny` covers underflow.
 * At most 1.5 times as wide as the exact range of each product. Three products of matrices.
 * Reference: Rump 1999, Fast and parallel interval arithmetic; Higham 2002, chapter 3, for γ.
 */
export function productBounds(
  emit: Emit,
  dims: readonly number[],
  { operator, attributes, terms }: Multiply,
  left: Bounds,
  right: Bounds,
): Bounds {
  const unit = gamma(terms);
  const times = (a: string, b: string): string => emit.node(operator, [a, b], attributes);
  const make = (): Disc => {
    const a = left.ball({ slack: 0 });
    const b = right.ball({ slack: 3 * unit });
    const size = emit.node('Abs', [b.centre]);
    const near = times(emit.node('Abs', [a.centre]), b.spread);
    const far = times(a.spread, emit.node('Add', [size, b.spread]));
    const multiplier = a.multiplier * b.multiplier;
    const tiny = emit.scalar(4 * (terms + 16) * Math.max(multiplier, 1) * TINY);
    return {
      centre: times(a.centre, b.centre),
      radius: emit.node('Add', [emit.node('Add', [near, far]), tiny]),
      slack: 0,
      multiplier,
      factor: floatUp(a.factor * b.factor * (1 + 8 * unit)),
    };
  };
  return discBounds(emit, dims, make, terms);
}
