/** A sum of doubles carried as two of them: off by about 2^−104 of the sum of the absolute terms. */
export class Sum {
  #high = 0;
  #low = 0;
  /** Sum of the absolute terms, rounded. */
  absolute = 0;

  add(term: number): void {
    const high = this.#high + term;
    const part = high - this.#high;
    this.#low += this.#high - (high - part) + (term - part);
    this.#high = high;
    this.absolute += Math.abs(term);
  }

  /** How far a number lies from the sum. */
  distance(value: number): number {
    return Math.abs(value - this.#high - this.#low);
  }
}
