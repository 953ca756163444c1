import { movement } from './kinds/movement.ts';
import { intOf } from './kinds/places.ts';
import { acrossRows } from './kinds/rows.ts';

/** Slices at constant places that are given by several indices each, for every row of the batch its own. */
export const gatherND = movement('GatherND', {
  gap: (site) => acrossRows(intOf(site, 'batch_dims', 0) === 0, site.inputs[0]!, 'takes places along'),
});
