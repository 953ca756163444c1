import { movement } from './kinds/movement.ts';
import { fromFront, numbersAt } from './kinds/places.ts';
import { acrossRows } from './kinds/rows.ts';

/** Axes of size one are put in. */
export const unsqueeze = movement('Unsqueeze', {
  keepsNorm: true,
  gap: (site) => {
    const rank = site.outputs[0]!.dims.length;
    const first = (numbersAt(site, 1) ?? []).some((axis) => fromFront(axis, rank) === 0);
    return acrossRows(first, site.inputs[0]!, 'puts an axis before');
  },
});
