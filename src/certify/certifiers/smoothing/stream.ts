import { elementCount } from '../../../graph/tensor.ts';
import type { Obstacle } from '../../certifier.ts';

/** Values of one sample. */
export const dimensionsOf: (shape: readonly number[]) => number = elementCount;

/** Why a key cannot give so much noise: block numbers of the keystream are whole doubles. */
export function streamObstacles(field: 'n' | 'max_n', draws: number, dimensions: number): Obstacle[] {
  const most = Math.floor(2 ** 52 / dimensions);
  if (draws <= most) return [];
  const message = `${field} = ${draws} draws of ${dimensions} values are more noise than one key may give; ${field} up to ${most} is possible`;
  return [{ code: `${field}_too_large`, message, pointer: `/${field}` }];
}
