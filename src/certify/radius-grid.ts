import type { Norm } from './outcome.ts';

const MOST_STEPS = 40;
const FEW = 5;

/**
 * The radii at which a summary states the certified accuracy when none are asked for: from 0 to the first
 * that no sample exceeds. In L2 steps of ¼ as in the literature, doubled until 40 are enough. Elsewhere the
 * radii themselves when there are few (a method at a fixed ε knows one), else about ten steps of 1, 2 or 5
 * times a power of ten; whole ones where pixels are counted.
 */
export function standardRadii(norm: Norm, radii: Iterable<number>): number[] {
  let largest = 0;
  for (const radius of radii) largest = Math.max(largest, radius);
  if (norm === 'l2') return evenly(doubled(0.25, largest), largest);
  const few = fewDistinct(radii);
  if (few) return few;
  const step = roundStep(largest / 10);
  const counted = norm === 'l0' || norm === 'patch';
  return evenly(counted ? Math.max(1, step) : step, largest);
}

/** 0 and the radii, ascending; null when they are more than a few. */
function fewDistinct(radii: Iterable<number>): number[] | null {
  const distinct = new Set([0]);
  for (const radius of radii) if (distinct.add(radius).size > FEW) return null;
  return [...distinct].sort((a, b) => a - b);
}

function evenly(step: number, largest: number): number[] {
  const steps = Math.ceil(largest / step);
  return Array.from({ length: steps + 1 }, (_, i) => i * step);
}

function doubled(start: number, largest: number): number {
  let step = start;
  while (largest / step > MOST_STEPS) step *= 2;
  return step;
}

/** The least of 1, 2, 5, 10 times a power of ten that is not below x. */
export function roundStep(x: number): number {
  const power = 10 ** Math.floor(Math.log10(x));
  return [1, 2, 5, 10].map((digit) => digit * power).find((step) => step >= x) ?? 10 * power;
}
