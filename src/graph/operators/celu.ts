import type { Accuracy } from '../rewrites/interval/emit.ts';
import { APPROXIMATIONS } from './approximation.ts';
import { increasing } from './kinds/elementwise.ts';
import { floatOf } from './kinds/operands.ts';
import type { Site } from './site.ts';

/** max(0, x) + min(0, α(exp(x/α) − 1)) for a positive α. */
export const celu = increasing('Celu', accuracy, {
  gap: (site) =>
    alpha(site) > 0 && Number.isFinite(alpha(site))
      ? null
      : `alpha is ${alpha(site)}; it must be finite and above zero`,
});

const alpha = (site: Site): number => floatOf(site, 'alpha', 1);

/** Measured for α = 1; the error of exp(x/α) − 1, of which the rounded quotient is a part below u, is multiplied by α. */
function accuracy(site: Site): Accuracy {
  const { relative, absolute } = APPROXIMATIONS.Celu;
  return { relative, absolute: absolute * Math.max(1, alpha(site)) };
}
