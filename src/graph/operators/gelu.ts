import { attribute } from '../graph.ts';
import { APPROXIMATIONS } from './approximation.ts';
import { piecewise } from './kinds/elementwise.ts';
import type { Site } from './site.ts';

/**
 * x · Φ(x), or its approximation by tanh: falls to −0.17 near −0.75, then rises. There f″ < 0.44, so that the float32
 * nearest to the turning point gives a value less than 2^−51 above the least: nothing beside the accuracy allowed for.
 */
export const gelu = piecewise(
  'Gelu',
  (site) => [byTanh(site) ? -0.7524614220710162 : -0.7517915246935645],
  (site) => (byTanh(site) ? APPROXIMATIONS.GeluTanh : APPROXIMATIONS.Gelu),
);

const byTanh = ({ node }: Site): boolean => attribute(node, 'approximate', 'string') === 'tanh';
