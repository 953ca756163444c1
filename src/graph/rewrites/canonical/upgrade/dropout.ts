import { operand } from './attributes.ts';
import type { Rule } from './draft.ts';

/** Does nothing when it does not train, which admission has seen to: the share that training drops is of no use. */
export const dropout: Rule = (site, draft) =>
  draft.keep(site, { inputs: [operand(site, 0).name], without: ['ratio', 'seed'] });
