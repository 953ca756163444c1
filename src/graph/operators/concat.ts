import { movement } from './kinds/movement.ts';
import { fromFront, intOf } from './kinds/places.ts';
import { acrossRows } from './kinds/rows.ts';

/** Several values side by side, constants among them. */
export const concat = movement('Concat', {
  moved: ({ inputs }) => inputs.map((_, place) => place),
  gap: (site) => {
    const along = fromFront(intOf(site, 'axis', 0), site.outputs[0]!.dims.length) === 0;
    const joined = site.inputs.find((one) => !one!.constant)!;
    return acrossRows(along, joined, 'puts values side by side along');
  },
});
