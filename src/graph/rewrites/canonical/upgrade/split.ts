import { fromFront } from '../../../operators/kinds/places.ts';
import { int, intOf, operand } from './attributes.ts';
import type { Rule } from './draft.ts';

/** The sizes of the parts are always written: they were an attribute, may be left out, or follow from a number of parts. */
export const split: Rule = (site, draft) => {
  const { name, dims } = operand(site, 0);
  const axis = fromFront(intOf(site, 'axis') ?? 0, dims.length);
  const sizes = site.node.outputs.map((_, place) => site.outputs[place]!.dims[axis]!);
  const inputs = [name, draft.ints(site, 'split', sizes)];
  draft.keep(site, { inputs, without: ['split', 'num_outputs'], attributes: [int('axis', axis)] });
};
