import { floatDown, floatUp, UNIT } from '../../float32.ts';
import type { Ball, Bounds, Ends, Need } from './bounds.ts';
import type { Emit } from './emit.ts';
import { oncePer } from './once.ts';

/** What the ball of an interval takes besides the slack: rounding of the centre, twice, and of the spread. */
const OWN = 8 * UNIT;

/**
 * Bounds that are known by their ends.
 *
 * The ball has multiplier 2: centre = l + u and spread = u − l + K|l + u|, which needs no halving. The centre is rounded,
 * so that it does not lie in the middle: (u − l)/2 alone would not reach the farther end. K = slack + 8u covers that.
 * Where no end is negative, K(u + l) costs nothing: (1 + K')(u − ρl) ≥ (u − l) + K(u + l) for K' = K + 2u and
 * ρ = 1 − 2K − 8u.
 */
export function endsBounds(emit: Emit, dims: readonly number[], ends: Ends, nonNegative: boolean): Bounds {
  const { lower, upper } = ends;
  const centre = oncePer(() => emit.node('Add', [upper, lower]));
  const spread = oncePer((slack: number) => {
    if (nonNegative)
      return emit.node('Sub', [upper, emit.node('Mul', [lower, emit.scalar(shareOfLower(slack))])]);
    const width = emit.node('Sub', [upper, lower]);
    const share = emit.node('Mul', [
      emit.node('Abs', [centre(0)]),
      emit.scalar(floatUp((slack + OWN) * (1 + 8 * UNIT))),
    ]);
    return emit.node('Add', [width, share]);
  });
  return {
    dims,
    ends: () => ends,
    ball: ({ slack }: Need): Ball => ({
      centre: centre(0),
      spread: spread(slack),
      multiplier: 2,
      factor: nonNegative ? growthOf(slack) : 1 + 8 * UNIT,
    }),
  };
}

/** ρ: what of the lower end is taken off the upper one, where none is negative. */
export const shareOfLower = (slack: number): number => floatDown(1 - 2 * (slack + OWN) - 8 * UNIT);

/** 1 + K': the factor of such a spread. */
export const growthOf = (slack: number): number => 1 + slack + OWN + 2 * UNIT;
