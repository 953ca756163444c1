import type { CountedAccuracy } from '../../certify/summary.ts';

type Point = Pick<CountedAccuracy, 'radius' | 'value' | 'certified'>;

/**
 * The radius that the report speaks of first: the one that the job was to decide, else the largest of `points` at which half of
 * the samples are certified (and right, with labels), else the largest at which there are half as many as at 0. Null where
 * nothing is certified. `points`: ascending, from 0.
 */
export function referenceRadius(
  points: readonly Point[],
  samples: number,
  target: number | null,
): number | null {
  const shareOf = ({ value, certified }: Point): number => value ?? certified / Math.max(1, samples);
  const most = points[0] ? shareOf(points[0]) : 0;
  if ((points[0]?.certified ?? 0) === 0) return null;
  if (target !== null) return target;
  const largest = (share: number) => points.findLast((point) => point.radius > 0 && shareOf(point) >= share);
  return (largest(0.5) ?? (most > 0 ? largest(most / 2) : undefined) ?? points[0]!).radius;
}
