import { fromFront } from '../../../operators/kinds/places.ts';
import { int, intOf, operand } from './attributes.ts';
import type { Rule } from './draft.ts';

/** The shape is written in full: neither −1 nor 0, which stand for sizes that are known now. */
export const reshape: Rule = (site, draft) => {
  const shape = draft.ints(site, 'shape', site.outputs[0]!.dims);
  draft.keep(site, { inputs: [operand(site, 0).name, shape], without: ['allowzero'] });
};

/** The shape is that of the result, where the operator also takes 1 for "as it is". */
export const expand: Rule = reshape;

/** The axis is counted from the front. */
export const flatten: Rule = (site, draft) => {
  const axis = fromFront(intOf(site, 'axis') ?? 1, operand(site, 0).dims.length);
  draft.keep(site, { attributes: [int('axis', axis)] });
};
