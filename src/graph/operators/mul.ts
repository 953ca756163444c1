import { boundedCount, boundedPlace } from './kinds/places.ts';
import { stretched } from './kinds/norm-ball.ts';
import { elementProduct } from './element-product.ts';
import type { Choice, Linear } from './operator.ts';

/** Every element times a constant of its own. */
const scale: Linear = {
  name: 'Mul',
  kind: 'linear',
  input: boundedPlace,
  weights: (site) => 1 - boundedPlace(site),
  bias: null,
  terms: () => 1,
  norm: (emit, site, ball) =>
    stretched(emit, ball, emit.constant(site.inputs[1 - boundedPlace(site)]!.constant!)),
};

/** Product of elements, broadcast. */
export const mul: Choice = {
  name: 'Mul',
  kind: 'choice',
  of: (site) => (boundedCount(site) === 1 ? scale : elementProduct),
};
