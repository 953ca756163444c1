import type { Norm } from '../../certify/outcome.ts';
import { roundStep } from '../../certify/radius-grid.ts';
import type { RadiusTally } from '../../certify/radius-tally.ts';

/** Certificates with a radius in [from, to), or exactly `from` where the two are equal. */
export interface Bin {
  readonly from: number;
  readonly to: number;
  /** Of samples classified as labelled, or all of them without labels. */
  readonly right: number;
  readonly wrong: number;
}

const MOST_BINS = 24;
const FEW = 10;

/** Every certificate in one bin: a bin a radius where few are shared by many, whole numbers where pixels are counted, else even ones. */
export function histogramOf(right: RadiusTally, wrong: RadiusTally, norm: Norm | null): readonly Bin[] {
  const radii = distinct([right, wrong], FEW);
  const shared = radii && 2 * radii.length <= right.from(0) + wrong.from(0);
  if (radii && (shared || radii.length <= 3))
    return radii.map((radius) => binOf(right, wrong, radius, radius));
  const largest = largestOf(right, wrong);
  const step = stepFor(largest, norm);
  return Array.from({ length: Math.floor(largest / step) + 1 }, (_, i) =>
    binOf(right, wrong, i * step, (i + 1) * step),
  );
}

function stepFor(largest: number, norm: Norm | null): number {
  const step = roundStep(largest / MOST_BINS);
  return norm === 'l0' || norm === 'patch' ? Math.max(1, step) : step;
}

export const largestOf = (...tallies: readonly RadiusTally[]): number =>
  Math.max(0, ...tallies.map((tally) => tally.ascending().at(-1) ?? 0));

function binOf(right: RadiusTally, wrong: RadiusTally, from: number, to: number): Bin {
  const count = (tally: RadiusTally) => (to > from ? tally.from(from) - tally.from(to) : tally.at(from));
  return { from, to, right: count(right), wrong: count(wrong) };
}

/** All radii that there are, ascending; null when they are more than `most`. */
export function distinct(tallies: readonly RadiusTally[], most: number): number[] | null {
  const found = new Set<number>();
  for (const tally of tallies) {
    for (const radius of tally.ascending()) if (found.add(radius).size > most) return null;
  }
  return [...found].sort((a, b) => a - b);
}
