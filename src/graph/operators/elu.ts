import type { Accuracy } from '../rewrites/interval/emit.ts';
import { APPROXIMATIONS } from './approximation.ts';
import { piecewise } from './kinds/elementwise.ts';
import { floatOf } from './kinds/operands.ts';
import type { Site } from './site.ts';

/** x where x ≥ 0, else α(exp(x) − 1). A negative α gives a valley with its floor at 0. */
export const elu = piecewise('Elu', (site) => (alpha(site) < 0 ? [0] : []), accuracy, {
  gap: (site) => (Number.isFinite(alpha(site)) ? null : `alpha is ${alpha(site)}, not a finite number`),
});

const alpha = (site: Site): number => floatOf(site, 'alpha', 1);

/** Measured for α = 1; the error of exp(x) − 1 is multiplied by α. */
function accuracy(site: Site): Accuracy {
  const { relative, absolute } = APPROXIMATIONS.Elu;
  return { relative, absolute: absolute * Math.max(1, Math.abs(alpha(site))) };
}
