import { readConstant } from '../../../constant.ts';
import { operand } from './attributes.ts';
import type { Rule } from './draft.ts';

/** Scale and bias are one for each channel; before set 21 they were one for each group. */
export const groupNormalization: Rule = (site, draft) => {
  if (draft.version >= 21) return draft.keep(site);
  const channels = operand(site, 0).dims[1]!;
  const names: string[] = [];
  for (const place of [1, 2]) {
    const { constant, element } = operand(site, place);
    if (!constant || element !== 'float32') {
      return draft.refuse(site, 'takes its scale or its bias from what is not a float32 constant');
    }
    const { data } = readConstant(constant);
    const repeated = Array.from({ length: channels }, (_, channel) =>
      Number(data[Math.floor((channel * data.length) / channels)]),
    );
    names.push(draft.floats(site, place === 1 ? 'scale' : 'bias', repeated, [channels]));
  }
  return draft.keep(site, { inputs: [operand(site, 0).name, ...names] });
};
