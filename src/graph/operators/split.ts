import { movement } from './kinds/movement.ts';
import { fromFront, intOf } from './kinds/places.ts';
import { acrossRows } from './kinds/rows.ts';

/** One value cut into several along an axis. */
export const split = movement('Split', {
  keepsNorm: true,
  gap: (site) => {
    const [x] = site.inputs;
    return acrossRows(fromFront(intOf(site, 'axis', 0), x!.dims.length) === 0, x!, 'cuts');
  },
});
