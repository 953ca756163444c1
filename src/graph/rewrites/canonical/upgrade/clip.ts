import { attribute } from '../../../graph.ts';
import { operand } from './attributes.ts';
import type { Rule } from './draft.ts';

const LARGEST = 2 ** 128 - 2 ** 104;

/**
 * The limits are inputs, since set 11. One that was left out was the largest float32 and not none: an infinite value is
 * clipped to it.
 */
export const clip: Rule = (site, draft) => {
  if (draft.version >= 11) return draft.keep(site);
  const limit = (name: string, otherwise: number) =>
    draft.floats(site, name, [attribute(site.node, name, 'float') ?? otherwise], []);
  const inputs = [operand(site, 0).name, limit('min', -LARGEST), limit('max', LARGEST)];
  return draft.keep(site, { inputs, without: ['min', 'max'] });
};
