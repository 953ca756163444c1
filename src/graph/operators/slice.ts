import { movement } from './kinds/movement.ts';
import { fromFront, numbersAt } from './kinds/places.ts';
import { acrossRows } from './kinds/rows.ts';
import type { Site } from './site.ts';

/** Every `steps`-th element from `starts` up to `ends`, backwards where a step is negative. */
export const slice = movement('Slice', {
  keepsNorm: true,
  gap: (site) => acrossRows(!keepsRows(site), site.inputs[0]!, 'takes places along'),
});

function keepsRows(site: Site): boolean {
  const [x, starts] = site.inputs;
  const axes =
    numbersAt(site, 3) ?? starts!.dims.flatMap((count) => Array.from({ length: count }, (_, i) => i));
  const place = axes.findIndex((axis) => fromFront(axis, x!.dims.length) === 0);
  const step = numbersAt(site, 4)?.[place] ?? 1;
  return place < 0 || (step === 1 && site.outputs[0]!.dims[0] === x!.dims[0]);
}
