import { certifierOf, METHOD_SETTLED } from '../../certify/certifiers/index.ts';
import type { Norm } from '../../certify/outcome.ts';
import { standardRadii } from '../../certify/radius-grid.ts';
import type { Job } from '../job.ts';

/** Radii of a comparison, where none are asked for. */
const MOST = 40;

/**
 * Radii at which jobs are compared when none are asked for, ascending. They follow from the methods alone, so that tests at them
 * were not chosen by the results: those that a method was asked about, its target, and even steps up to the largest radius that any
 * of the methods could have certified.
 */
export function radiiOf(jobs: readonly Pick<Job, 'method' | 'subject'>[], norm: Norm): readonly number[] {
  const named = new Set<number>([0]);
  let largest = 0;
  for (const job of jobs) {
    const method = METHOD_SETTLED.parse(job.method);
    const certifier = certifierOf(method);
    const shape = job.subject?.model.input.shape.slice(1) ?? [];
    for (const radius of certifier.radii?.(method) ?? []) named.add(radius);
    if ('target' in method && method.target?.radius) named.add(method.target.radius);
    largest = Math.max(largest, certifier.plan?.(method, shape).largest_radius ?? 0);
  }
  if (largest > 0) for (const radius of standardRadii(norm, [largest])) named.add(radius);
  return thinned([...named].sort((a, b) => a - b));
}

/** Not more than `MOST` of them, evenly picked, both ends among them. */
function thinned(radii: readonly number[]): readonly number[] {
  if (radii.length <= MOST) return radii;
  return Array.from({ length: MOST }, (_, i) => radii[Math.round((i * (radii.length - 1)) / (MOST - 1))]!);
}
