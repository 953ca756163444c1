import { attribute } from '../graph.ts';
import { movement } from './kinds/movement.ts';
import { acrossRows } from './kinds/rows.ts';
import type { Site } from './site.ts';

/** Axes in another order; in reverse where the node does not say. */
export const transpose = movement('Transpose', {
  keepsNorm: true,
  gap: (site) => acrossRows(firstOf(site) !== 0, site.inputs[0]!, 'moves'),
});

const firstOf = ({ node, inputs }: Site): number =>
  Number(attribute(node, 'perm', 'ints')?.[0] ?? inputs[0]!.dims.length - 1);
