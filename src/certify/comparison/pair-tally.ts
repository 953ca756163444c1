/** How the samples of a pair of results divide at a radius. */
export interface PairCounts {
  readonly radius: number;
  readonly both: number;
  readonly first_only: number;
  readonly second_only: number;
  readonly neither: number;
}

/** What stands for a sample that is not certified at all: below every radius. */
export const NOT_CERTIFIED = -1;

/**
 * Counts pairs at all of some radii at once. A pair is two reaches: how far each of the two certifies the sample. Each pair costs
 * as much whatever the number of radii, for it changes the counts at two places, between which it is of one kind.
 */
export class PairTally {
  readonly #radii: readonly number[];
  /** Differences from one radius to the next of how many pairs are certified by both, by the first, by the second. */
  readonly #both: Int32Array;
  readonly #first: Int32Array;
  readonly #second: Int32Array;
  #pairs = 0;

  /** `radii`: ascending, each once. */
  constructor(radii: readonly number[]) {
    this.#radii = radii;
    this.#both = new Int32Array(radii.length + 1);
    this.#first = new Int32Array(radii.length + 1);
    this.#second = new Int32Array(radii.length + 1);
  }

  add(first: number, second: number): void {
    const one = placesUpTo(this.#radii, first);
    const other = placesUpTo(this.#radii, second);
    const both = Math.min(one, other);
    this.#pairs++;
    this.#both[both]!++;
    const alone = one > other ? this.#first : this.#second;
    alone[both]!--;
    alone[Math.max(one, other)]!++;
  }

  counts(): readonly PairCounts[] {
    let both = this.#pairs - this.#both[0]!;
    let first = 0 - this.#first[0]!;
    let second = 0 - this.#second[0]!;
    return this.#radii.map((radius, place) => {
      const neither = this.#pairs - both - first - second;
      const counts = { radius, both, first_only: first, second_only: second, neither };
      both -= this.#both[place + 1]!;
      first -= this.#first[place + 1]!;
      second -= this.#second[place + 1]!;
      return counts;
    });
  }
}

/** How many of some ascending radii are not above `reach`. */
function placesUpTo(radii: readonly number[], reach: number): number {
  let low = 0;
  let high = radii.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (radii[middle]! <= reach) low = middle + 1;
    else high = middle;
  }
  return low;
}
