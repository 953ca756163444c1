import type { Obstacle } from '../certifier.ts';

/** Why a key cannot give so many draws of so many blocks: block numbers of the keystream are whole doubles. */
export function streamObstacles(field: 'n' | 'max_n', draws: number, blocks: number): Obstacle[] {
  const most = Math.floor(2 ** 52 / blocks);
  if (draws <= most) return [];
  const message = `${field} = ${draws} draws of up to ${blocks} random blocks are more than one key may give; ${field} up to ${most} is possible`;
  return [{ code: `${field}_too_large`, message, pointer: `/${field}` }];
}

/** What is known of draws before the first. */
export interface Drawing {
  /** Blocks of the keystream that a draw takes, at most. */
  readonly blocks: number;
  /** What their inexactness moves a probability by, at most. */
  readonly allowance: number;
}
