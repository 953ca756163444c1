import { movement } from './kinds/movement.ts';
import { fromFront, intOf } from './kinds/places.ts';
import { acrossRows } from './kinds/rows.ts';

/** Slices at constant places along an axis, counted from the end where negative. */
export const gather = movement('Gather', {
  gap: (site) => {
    const [x] = site.inputs;
    return acrossRows(fromFront(intOf(site, 'axis', 0), x!.dims.length) === 0, x!, 'takes places along');
  },
});
