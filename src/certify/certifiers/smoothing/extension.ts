import type { Obstacle } from '../../certifier.ts';
import { SMOOTHING_SETTLED, isAnytime, type SmoothingSettled } from './request.ts';
import { dimensionsOf, streamObstacles } from './stream.ts';

/**
 * The method with a larger cap. What was proved up to the old one holds with what is found later, at the same α: so a job may
 * be extended because of what it found. Draws of a fixed number may not: their bound holds at that number alone.
 */
export function extendSmoothing(
  method: SmoothingSettled,
  most: number,
  shape: readonly number[],
): { settled: SmoothingSettled } | { obstacles: readonly Obstacle[] } {
  if (!isAnytime(method)) {
    const message = `the job counted a fixed number of draws, n = ${method.n ?? 0}, and its bounds hold at that number alone; jobs with max_n or a target can be extended`;
    return { obstacles: [{ code: 'not_extendable', message }] };
  }
  if (most <= method.max_n) {
    const message = `max_n = ${most} is not more than the job's own, ${method.max_n}`;
    return { obstacles: [{ code: 'not_larger', message, pointer: '/max_n' }] };
  }
  const parsed = SMOOTHING_SETTLED.safeParse({ ...method, max_n: most });
  const wrong = parsed.success ? [] : parsed.error.issues;
  const obstacles = [
    ...wrong.map(({ message }) => ({
      code: 'max_n_too_large',
      message: `max_n: ${message}`,
      pointer: '/max_n',
    })),
    ...(parsed.success ? streamObstacles('max_n', most, dimensionsOf(shape)) : []),
  ];
  return parsed.success && obstacles.length === 0 ? { settled: parsed.data } : { obstacles };
}
