import { ELEMENT_CODES } from '../../../onnx/fields.ts';
import { int, operand } from './attributes.ts';
import type { Rule } from './draft.ts';

/** How a scale of eight bits is rounded has been an attribute since set 24: no such value is computed with here. */
export const cast: Rule = (site, draft) => draft.keep(site, { without: ['round_mode'] });

/** To the type of another value, which is known now. */
export const castLike: Rule = (site, draft) =>
  draft.keep(site, {
    operator: 'Cast',
    inputs: [operand(site, 0).name],
    without: ['round_mode'],
    attributes: [int('to', ELEMENT_CODES[site.outputs[0]!.element])],
  });
