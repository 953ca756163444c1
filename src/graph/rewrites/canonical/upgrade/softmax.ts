import { elementCount } from '../../../tensor.ts';
import { fromFront } from '../../../operators/kinds/places.ts';
import { int, intOf, operand } from './attributes.ts';
import type { Rule } from './draft.ts';

/**
 * Before set 13 Softmax, LogSoftmax and Hardmax normalised over all axes from the given one on, 1 by default, as if they
 * were flattened. Where the last axis is the only one, or the others are single, that is the present operator along it;
 * else it is said with two Reshapes.
 */
export const softmax: Rule = (site, draft) => {
  if (draft.version >= 13) return draft.keep(site);
  const { name, dims, element } = operand(site, 0);
  const axis = fromFront(intOf(site, 'axis') ?? 1, dims.length);
  const rows = dims.slice(0, axis);
  if (elementCount(rows) % draft.batch !== 0 || (axis === 0 && draft.batch > 1)) {
    return draft.refuse(site, 'normalises over the batch, so that samples are mixed');
  }
  const last = dims.length - 1;
  if (elementCount(dims.slice(axis, -1)) === 1) {
    return draft.keep(site, { attributes: [int('axis', last)] });
  }
  const flat = [elementCount(rows), elementCount(dims.slice(axis))];
  const reshaped = draft.node(site, 'Reshape', [name, draft.ints(site, 'flat', flat)], {
    dims: flat,
    element,
  });
  const normalised = draft.value(site, 'normalised', { dims: flat, element });
  draft.keep(site, { inputs: [reshaped], outputs: [normalised], attributes: [int('axis', 1)] });
  return draft.keep(site, {
    operator: 'Reshape',
    inputs: [normalised, draft.ints(site, 'shape', dims)],
    without: ['axis'],
  });
};
