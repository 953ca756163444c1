/**
 * Whole numbers, uniform below any bounds, from random bits: without bias, by integers alone.
 *
 * Algebra: a 32-bit word w gives ⌊w·n/2^32⌋ unless the remainder w·n mod 2^32 is below 2^32 mod n; each number is then left
 * exactly ⌊2^32/n⌋ words. A word that is not used is dropped, and the next one taken.
 * Reference: D. Lemire, Fast Random Integer Generation in an Interval, 2019 (1805.10941).
 */
export class WholeNumbers {
  readonly #bits: Uint16Array;
  #at: number;
  readonly #end: number;

  /** Word i is `bits`[2i] + 2^16·`bits`[2i+1]; words `first` to `end` (exclusive) are read. */
  constructor(bits: Uint16Array, first = 0, end = bits.length >> 1) {
    this.#bits = bits;
    this.#at = first;
    this.#end = end;
  }

  /** Uniform on 0, …, n − 1, for 1 ≤ n ≤ 2^21. Throws where the bits are used up. */
  below(n: number): number {
    for (;;) {
      if (this.#at >= this.#end) throw new Error('the random bits set aside for a draw are used up');
      const word = this.#bits[2 * this.#at]! + 2 ** 16 * this.#bits[2 * this.#at + 1]!;
      this.#at++;
      const product = word * n;
      const whole = Math.floor(product / 2 ** 32);
      const rest = product - whole * 2 ** 32;
      if (rest >= n || rest >= 2 ** 32 % n) return whole;
    }
  }
}
