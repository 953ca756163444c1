/**
 * The first few of many by an order, held as they come: what is kept is the same whatever the order of arrival, if no two
 * are equal in it.
 */
export class Extremes<T> {
  readonly #limit: number;
  readonly #compare: (a: T, b: T) => number;
  readonly #kept: T[] = [];

  constructor(limit: number, compare: (a: T, b: T) => number) {
    this.#limit = limit;
    this.#compare = compare;
  }

  add(item: T): void {
    const kept = this.#kept;
    if (kept.length === this.#limit && this.#compare(item, kept.at(-1)!) >= 0) return;
    let place = kept.length;
    while (place > 0 && this.#compare(item, kept[place - 1]!) < 0) place--;
    kept.splice(place, 0, item);
    if (kept.length > this.#limit) kept.pop();
  }

  /** First to last. */
  get items(): readonly T[] {
    return this.#kept;
  }
}
