/** A number as a log prints it, in decimal: nothing is known of it beyond its last digit. */
export interface Printed {
  readonly value: number;
  /** Power of ten of the first digit that is not 0; null for zero. */
  readonly first: number | null;
  /** Power of ten of the last digit. */
  readonly last: number;
}

/**
 * How a log prints its radii. significant: to so many significant digits; decimals: to so many places. Zeros at the
 * end may be left out in both, as Python does: `1.7` then stands for 1.70. own: every radius shows its own digits.
 */
export interface Format {
  readonly kind: 'significant' | 'decimals' | 'own';
  readonly digits: number | null;
}

const DECIMAL = /^\+?(\d{1,40})(?:\.(\d{0,40}))?(?:e([-+]?\d{1,3}))?$/i;

/** Reads a number that is 0 or more and finite; null for any other text. */
export function parsePrinted(text: string): Printed | null {
  const match = DECIMAL.exec(text);
  const value = Number(text);
  if (!match || !Number.isFinite(value)) return null;
  const [, whole = '', fraction = '', exponent = '0'] = match;
  const last = Number(exponent) - fraction.length;
  const significant = `${whole}${fraction}`.replace(/^0+/, '').length;
  return { value, first: significant === 0 ? null : last + significant - 1, last };
}

/** Texts that must fill a format for it to be believed; of those that end in 0 a tenth would not. */
const MOST_OF = 0.5;

/** The format that most radii fill to the last digit; zeros tell nothing. */
export function formatOf(printed: readonly Printed[]): Format {
  const telling = printed.filter((one) => one.first !== null);
  const digits = most(telling.map(({ first, last }) => first! - last + 1));
  const places = most(telling.map(({ last }) => -last));
  if (digits === null || places === null) return { kind: 'own', digits: null };
  const [best, kind] =
    digits.filled >= places.filled ? ([digits, 'significant'] as const) : ([places, 'decimals'] as const);
  return best.filled < MOST_OF * telling.length
    ? { kind: 'own', digits: null }
    : { kind, digits: best.largest };
}

function most(counts: readonly number[]): { largest: number; filled: number } | null {
  if (counts.length === 0) return null;
  const largest = counts.reduce((a, b) => Math.max(a, b));
  return { largest, filled: counts.filter((count) => count === largest).length };
}

/** Where the number lies that was rounded to this text: half a unit of the last digit to either side. */
export function roundedFrom(printed: Printed, format: Format): { low: number; high: number } {
  const half = 0.5 * 10 ** lastPlace(printed, format);
  return { low: Math.max(0, printed.value - half), high: printed.value + half };
}

function lastPlace({ first, last }: Printed, { kind, digits }: Format): number {
  if (kind === 'decimals') return -digits!;
  return kind === 'significant' && first !== null ? first - digits! + 1 : last;
}

/** Significant digits that the text stands for. */
export const precisionOf = (printed: Printed, format: Format): number =>
  (printed.first ?? printed.last) - lastPlace(printed, format) + 1;
