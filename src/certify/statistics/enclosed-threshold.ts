import type { Threshold } from './anytime-threshold.ts';

/** What a probability p of the leader proves, and the most that it can: both grow in p. */
export interface Proof {
  readonly alone: (p: number) => number | null;
  readonly most: (p: number) => number;
}

/**
 * The probability at which a radius r > 0 is proved, enclosed by bisection in the doubles of [0, 1].
 *
 * Guarantee: `high` is a double at which `alone` proves r, and at every larger probability the true radius is no less; it is 1
 * where no double does. Up to `low` the radius is r at most, as `most` is not below it. The loop keeps both, whether or not the
 * rounded functions are monotone to their last digit.
 */
export function enclosedThreshold(radius: number, { alone, most }: Proof): Threshold {
  const proves = (p: number): boolean => (alone(p) ?? 0) >= radius;
  const high = proves(1) ? edge(proves).above : 1;
  const { below } = edge((p) => most(p) > radius);
  return { low: Math.min(below, high), high };
}

/** Two neighbouring doubles: `is` is true of the one above, which may be 1, and not of the one below, which may be 0. */
function edge(is: (p: number) => boolean): { below: number; above: number } {
  let [below, above] = [0, 1];
  if (!is(above)) return { below: above, above };
  for (;;) {
    const middle = (below + above) / 2;
    if (middle === below || middle === above) return { below, above };
    if (is(middle)) above = middle;
    else below = middle;
  }
}
