import { movement } from './kinds/movement.ts';
import { acrossRows } from './kinds/rows.ts';
import type { Site } from './site.ts';

/** A value repeated along axes of size one, or along new ones in front. */
export const expand = movement('Expand', {
  gap: (site) => acrossRows(movesRows(site), site.inputs[0]!, 'puts an axis before'),
});

const movesRows = ({ inputs, outputs }: Site): boolean => outputs[0]!.dims.length > inputs[0]!.dims.length;
