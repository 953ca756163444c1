import { APPROXIMATIONS } from './approximation.ts';
import { piecewise } from './kinds/elementwise.ts';

/**
 * x · tanh(log(1 + exp(x))): falls to −0.3088 at −1.192431214515…, then rises. There f″ < 0.27, so that the nearest float32
 * gives a value less than 2^−54 above the least: nothing beside the accuracy that is allowed for.
 */
export const mish = piecewise('Mish', () => [-1.192431214515212], APPROXIMATIONS.Mish);
