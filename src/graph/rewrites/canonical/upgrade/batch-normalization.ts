import { intOf } from './attributes.ts';
import type { Rule } from './draft.ts';

/** Statistics are those of training, which admission has seen to; what only training uses is left out. */
export const batchNormalization: Rule = (site, draft) => {
  if (intOf(site, 'spatial') === 0) {
    return draft.refuse(
      site,
      'normalises every position by statistics of its own (spatial=0), which set 9 has dropped',
    );
  }
  return draft.keep(site, { without: ['spatial', 'momentum', 'training_mode'] });
};
