/** Counts radii from a value on, holding eight bytes for each, so that a job of a million samples can be summed up. */
export class RadiusTally {
  #radii = new Float64Array(64);
  #size = 0;
  #sorted = 0;

  add(radius: number): void {
    if (this.#size === this.#radii.length) {
      const larger = new Float64Array(2 * this.#size);
      larger.set(this.#radii);
      this.#radii = larger;
    }
    this.#radii[this.#size++] = radius;
  }

  /** How many are at least `radius`. */
  from(radius: number): number {
    return this.#size - this.#first((one) => one >= radius);
  }

  /** How many are `radius` itself. */
  at(radius: number): number {
    return this.#first((one) => one > radius) - this.#first((one) => one >= radius);
  }

  /** All there are: a view that stands until the next is added. */
  ascending(): Float64Array {
    const radii = this.#radii.subarray(0, this.#size);
    if (this.#sorted < this.#size) radii.sort();
    this.#sorted = this.#size;
    return radii;
  }

  /** The place of the first for which something is true that is true of all larger ones. */
  #first(isTrue: (radius: number) => boolean): number {
    const radii = this.ascending();
    let low = 0;
    let high = radii.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (isTrue(radii[middle]!)) high = middle;
      else low = middle + 1;
    }
    return low;
  }
}
