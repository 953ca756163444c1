/**
 * What may be folded without a certificate noticing.
 *
 * The deployed program computes what was in the file: it rounds after every operator that a rewrite folds away, and it may
 * underflow or overflow there. A canonical form is a true description of it because
 *   - every folded operator is a factor (1 + δ) on the terms of a sum. Linear operators, and additions of constants to what
 *     they give, take a slack of sixteen roundings beyond their own, relative to |W||x| + magnitude(b). ROOM of them may be
 *     used up; what is used is counted for each value (`roundings`), and a rewrite that would exceed ROOM does not apply;
 *   - an underflow is off by 2^−150 at most, times what it is multiplied by later. Biases carry that in their magnitudes;
 *     products without a bias are merged only between GENTLE factors, where it stays below the slack's absolute part, 2^−126;
 *   - no overflow is hidden: with factors up to FACTOR, sums of up to 2^24 products and shifts up to SHIFT, no inner value
 *     exceeds 2^128 unless a value that is left in the graph exceeds 2^64, which the guards against huge values see.
 */
export const ROOM = 12;

/** Roundings of a multiplication or addition that is folded away, and of the constants that are made for it. */
export const MERGE = 2;

/** Roundings of a normalisation: ε, root, quotient, factor; mean, product, sum; and of the constants that are made for it. */
export const NORMALIZATION = 8;

export const FACTOR = 2 ** 24;
/** Factors are zero or at least this, so that products of two do not underflow. */
export const LEAST = 2 ** -60;
export const SHIFT = 2 ** 64;
export const GENTLE = { least: 2 ** -10, most: 2 ** 10 } as const;

/** A magnitude of this, times sixteen roundings, covers an underflow. */
export const UNDERFLOW = 2 ** -126;
