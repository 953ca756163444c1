import { increasing } from './kinds/elementwise.ts';
import { floatOf } from './kinds/operands.ts';

/** x where x > α, else 0: rises, with a step at α, unless α is negative. */
export const thresholdedRelu = increasing('ThresholdedRelu', 'exact', {
  gap(site) {
    const alpha = floatOf(site, 'alpha', 1);
    return alpha >= 0
      ? null
      : `alpha is ${alpha}; with a threshold below zero the result does not rise with x`;
  },
  nonNegative: () => true,
});
