import type { Rule } from './draft.ts';

/** Has been called otherwise since set 11. */
export const scatter: Rule = (site, draft) => draft.keep(site, { operator: 'ScatterElements' });
