const MOST_DIGITS = 15;

/**
 * Numbers in [low, high] that people would choose, roundest first: those of one significant digit, of two, and so on;
 * at most `most` of them. 0 < low ≤ high.
 */
export function roundNumbers(low: number, high: number, most: number): number[] {
  const found = new Set<number>();
  const magnitude = Math.floor(Math.log10(high));
  for (let digits = 1; digits <= MOST_DIGITS && found.size < most; digits++) {
    const exponent = magnitude - digits + 1;
    const first = Math.ceil(scaled(low, -exponent));
    for (let i = first; found.size < most; i++) {
      const value = Number(`${i}e${exponent}`);
      if (!(value <= high)) break;
      if (value >= low) found.add(value);
    }
  }
  return [...found];
}

/** Significant digits that it takes to write a number down. */
export function digitsOf(x: number): number {
  return x.toExponential().replace(/e.*$/, '').replace('.', '').length;
}

/** x · 10^power, for powers that 10 ** power rounds. */
const scaled = (x: number, power: number): number => (power >= 0 ? x * 10 ** power : x / 10 ** -power);
