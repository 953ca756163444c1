import { movement } from './kinds/movement.ts';
import { acrossRows } from './kinds/rows.ts';

/** The upper or lower triangle of matrices; the rest becomes zero. */
export const trilu = movement('Trilu', {
  keepsNorm: true,
  gap: ({ inputs: [x] }) => acrossRows(x!.dims.length === 2, x!, 'tells places apart along'),
});
