import type { Margins } from './anytime-threshold.ts';
import type { Bounds } from './confidence-sequence.ts';
import { normalQuantileDown } from './normal-quantile.ts';
import { gaussianRadius } from './radius.ts';
import { addDown, addUp, nextUp } from './rounding.ts';

/** Where the L2 radius lies that ever more draws would certify; 0 where they would certify none. */
export interface RadiusInterval {
  readonly low: number;
  readonly high: number;
}

/**
 * The interval of radii that bounds of the class probability leave open:
 * [σΦ⁻¹(lower − allowance), σΦ⁻¹(upper + allowance)] − distance, cut off at 0.
 *
 * Guarantee: `low` is a certificate, rounded down; `high` is rounded up. Both hold whenever the bounds do: for
 * bounds of a confidence sequence at every n at once.
 */
export function radiusInterval(
  { lower, upper }: Bounds,
  sigma: number,
  { allowance = 0, distance = 0 }: Margins = {},
): RadiusInterval {
  const low = addDown(gaussianRadius(addDown(lower, -allowance), sigma), -distance);
  const high = addUp(radiusUp(Math.min(1, addUp(upper, allowance)), sigma), -distance);
  return { low: Math.max(0, low), high: Math.max(0, high) };
}

/** Whether the radius is known to ± width. */
export const isNarrow = ({ low, high }: RadiusInterval, width: number): boolean =>
  addUp(high, -low) <= 2 * width;

/** σΦ⁻¹(p) rounded up, by Φ⁻¹(p) = −Φ⁻¹(1 − p); 0 for p ≤ ½. */
function radiusUp(p: number, sigma: number): number {
  return p > 0.5 ? nextUp(-sigma * normalQuantileDown(addDown(1, -p))) : 0;
}
