import type { Accuracy } from '../rewrites/interval/emit.ts';
import { APPROXIMATIONS } from './approximation.ts';
import { increasing } from './kinds/elementwise.ts';
import { floatOf } from './kinds/operands.ts';
import type { Site } from './site.ts';

/** γx where x > 0, else γα(exp(x) − 1): rises where neither α nor γ is negative. */
export const selu = increasing('Selu', accuracy, {
  gap(site) {
    const wrong = [alpha(site), gamma(site)].some((one) => !(one >= 0 && Number.isFinite(one)));
    return wrong
      ? `alpha is ${alpha(site)} and gamma is ${gamma(site)}; both must be finite and not negative`
      : null;
  },
});

const alpha = (site: Site): number => floatOf(site, 'alpha', 1.6732631921768188);
const gamma = (site: Site): number => floatOf(site, 'gamma', 1.0507010221481323);

/** Measured for the default α and γ, whose product is above 1; the error of exp(x) − 1 is multiplied by both. */
function accuracy(site: Site): Accuracy {
  const { relative, absolute } = APPROXIMATIONS.Selu;
  return { relative, absolute: absolute * Math.max(1, alpha(site) * gamma(site)) };
}
