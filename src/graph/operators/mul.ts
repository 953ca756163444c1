import { boundedCount, boundedPlace } from './kinds/places.ts';
import { stretched } from './kinds/norm-ball.ts';
import { elementProduct } from './element-product.ts';
import type { Choice, Linear } from './operator.ts';
import type { Operand, Site } from './site.ts';

/** Every element times a constant of its own. */
const scale: Linear = {
  name: 'Mul',
  kind: 'linear',
  input: boundedPlace,
  weights: (site) => 1 - boundedPlace(site),
  bias: null,
  terms: () => 1,
  norm(emit, site, ball) {
    const factor = site.inputs[1 - boundedPlace(site)]!;
    return isOneToOne(site, factor) ? stretched(emit, ball, emit.constant(factor.constant!)) : null;
  },
};

/** Whether no element of x is repeated, and every row has the same factors. */
function isOneToOne(site: Site, factor: Operand): boolean {
  const { dims } = site.outputs[0]!;
  const rows = factor.dims.length < dims.length ? 1 : factor.dims[0];
  return rows === 1 && site.inputs[boundedPlace(site)]!.dims.join() === dims.join();
}

/** Product of elements, broadcast. */
export const mul: Choice = {
  name: 'Mul',
  kind: 'choice',
  of: (site) => (boundedCount(site) === 1 ? scale : elementProduct),
};
