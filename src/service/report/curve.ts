import type { RadiusTally } from '../../certify/radius-tally.ts';
import { distinct, largestOf } from './histogram.ts';

const MOST_STEPS = 160;

/**
 * Radii at which the curve of certified accuracy is drawn, ascending from 0: all at which it falls, where these are not many;
 * else evenly spaced ones up to the largest. From one to the next the curve is not below its value at the next.
 */
export function curveRadii(...tallies: readonly RadiusTally[]): readonly number[] {
  const all = distinct(tallies, MOST_STEPS);
  if (all) return all[0] === 0 ? all : [0, ...all];
  const largest = largestOf(...tallies);
  return Array.from({ length: MOST_STEPS + 1 }, (_, i) => (i / MOST_STEPS) * largest);
}
