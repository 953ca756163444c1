import { intsOf, operand } from './attributes.ts';
import type { Rule } from './draft.ts';

/** Starts, ends and axes are inputs, since set 10. */
export const slice: Rule = (site, draft) => {
  const starts = intsOf(site, 'starts');
  if (!starts) return draft.keep(site);
  const ends = intsOf(site, 'ends') ?? [];
  const axes = intsOf(site, 'axes') ?? [...starts.keys()];
  const inputs = [
    operand(site, 0).name,
    draft.ints(site, 'starts', starts),
    draft.ints(site, 'ends', ends),
    draft.ints(site, 'axes', axes),
  ];
  return draft.keep(site, { inputs, without: ['starts', 'ends', 'axes'] });
};
