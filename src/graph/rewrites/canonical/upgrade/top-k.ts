import { intOf, operand } from './attributes.ts';
import type { Rule } from './draft.ts';

/** How many is an input, since set 10. */
export const topK: Rule = (site, draft) => {
  const count = intOf(site, 'k');
  if (count === null) return draft.keep(site);
  return draft.keep(site, {
    inputs: [operand(site, 0).name, draft.ints(site, 'k', [count])],
    without: ['k'],
  });
};
