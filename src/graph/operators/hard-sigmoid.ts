import { UNIT } from '../float32.ts';
import type { Accuracy } from '../rewrites/interval/emit.ts';
import { piecewise } from './kinds/elementwise.ts';
import { floatOf } from './kinds/operands.ts';
import type { Site } from './site.ts';

/** max(0, min(1, αx + β)): rises, or falls for a negative α. */
export const hardSigmoid = piecewise('HardSigmoid', () => [], accuracy, {
  gap: (site) =>
    [slope(site), shift(site)].every(Number.isFinite) ? null : 'alpha or beta is not a finite number',
  nonNegative: () => true,
});

const slope = (site: Site): number => floatOf(site, 'alpha', 0.2);
const shift = (site: Site): number => floatOf(site, 'beta', 0.5);

/**
 * Of the product and of the sum: u|αx| + u|αx + β|. Where the result is not cut, |αx + β| ≤ 1 and |αx| ≤ 1 + |β|; cutting
 * brings no two values farther apart. Twice what that adds up to.
 */
function accuracy(site: Site): Accuracy {
  return { relative: 0, absolute: UNIT * (4 + 2 * Math.abs(shift(site))) };
}
