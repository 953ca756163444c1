import { addUp } from './rounding.ts';

/** Where the radius lies that ever more draws would certify; 0 where they would certify none. */
export interface RadiusInterval {
  /** Proved. */
  readonly low: number;
  /** More cannot be proved, but for the chance α. */
  readonly high: number;
}

/** Whether the radius is known to ± width. */
export const isNarrow = ({ low, high }: RadiusInterval, width: number): boolean =>
  addUp(high, -low) <= 2 * width;
