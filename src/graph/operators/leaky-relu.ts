import { piecewise } from './kinds/elementwise.ts';
import { floatOf } from './kinds/operands.ts';
import type { Site } from './site.ts';

/** x where x ≥ 0, else αx, rounded once. A negative α gives a valley with its floor at 0; one above 1 still rises. */
export const leakyRelu = piecewise('LeakyRelu', (site) => (slope(site) < 0 ? [0] : []), 'rounded', {
  gap: (site) => (Number.isFinite(slope(site)) ? null : `alpha is ${slope(site)}, not a finite number`),
  nonNegative: (site) => slope(site) <= 0,
});

const slope = (site: Site): number => floatOf(site, 'alpha', 0.01);
