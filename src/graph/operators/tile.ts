import { movement } from './kinds/movement.ts';
import { acrossRows } from './kinds/rows.ts';
import { numbersAt } from './kinds/places.ts';

/** A value repeated along its axes. */
export const tile = movement('Tile', {
  gap: (site) => acrossRows(numbersAt(site, 1)?.[0] !== 1, site.inputs[0]!, 'repeats'),
});
