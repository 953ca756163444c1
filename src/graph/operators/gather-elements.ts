import { movement } from './kinds/movement.ts';
import { fromFront, intOf } from './kinds/places.ts';
import { acrossRows } from './kinds/rows.ts';

/** y[i, j, …] = x[i, k(i, j, …), …], with constant k in place of the index of one axis. */
export const gatherElements = movement('GatherElements', {
  gap: (site) => {
    const [x] = site.inputs;
    const along = fromFront(intOf(site, 'axis', 0), x!.dims.length) === 0;
    return acrossRows(along || site.outputs[0]!.dims[0] !== x!.dims[0], x!, 'takes places along');
  },
});
