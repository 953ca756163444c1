const INFINITY_BITS = 0x7f800000;

const bitsOf = (x: number): number => new Uint32Array(Float32Array.of(x).buffer)[0]!;

/** Where kernels change their ways, ranges end, or errors were seen to be greatest. */
const THRESHOLDS = [
  ...[
    0.03081, 0.125, 0.31077, 0.3179, 0.34587, 0.38063, 0.5, 0.5004, 0.56, 0.79, 0.921875, 1, 1.00361, 1.0063,
  ],
  ...[
    1.25, 1.4146, 1.416, 1.4826, 1.5708, 1.9655, 2, 2.5, 2.997, 3, 3.1416, 3.2374, 4, 4.2641, 4.7124, 5.02057,
  ],
  ...[
    5.0528, 5.075, 5.5426, 6.2832, 6.911, 8.4755, 8.552, 9, 10.57, 11.78085, 13.146, 15.9348, 16.45, 17.345,
    17.99,
  ],
  ...[18, 36.126, 87.3365, 88.3762, 88.7228, 89.4159, 91.851, 103.97, 289.0425, 831.734],
  ...[1.1754943508222875e-38, 1.8446744e19, 1.5287e17, 2.6e38],
];

/** All floats within so many steps of a threshold. */
const NEAR = 500;

/**
 * Every float32 has a chance: one in 4001 from −∞ to ∞, one in 401 between 2^−6 and 2^7 where all functions bend, every one
 * near thresholds and next to zero; both signs. In increasing order within each part, infinities included.
 */
export function points(): Float32Array {
  const magnitudes: number[] = [];
  for (let bits = 0; bits <= INFINITY_BITS; bits += 4001) magnitudes.push(bits);
  for (let bits = bitsOf(2 ** -6); bits <= bitsOf(2 ** 7); bits += 401) magnitudes.push(bits);
  for (const threshold of THRESHOLDS) {
    const middle = bitsOf(threshold);
    for (let bits = middle - NEAR; bits <= middle + NEAR; bits++) magnitudes.push(bits);
  }
  for (let bits = 0; bits < 4 * NEAR; bits++) magnitudes.push(bits, INFINITY_BITS - bits);
  const all = new Uint32Array(2 * magnitudes.length);
  all.set(magnitudes);
  all.set(
    magnitudes.map((bits) => bits + 2 ** 31),
    magnitudes.length,
  );
  return new Float32Array(all.buffer);
}

/** A thinner choice of the same, cut into tensors of 1, 2, …, 67, 1, … elements. */
export function scraps(all: Float32Array): Float32Array[] {
  const few = all.filter((_, at) => at % 37 === 0);
  const cut: Float32Array[] = [];
  for (let from = 0, length = 1; from < few.length; from += length, length = (length % 67) + 1)
    cut.push(few.subarray(from, from + length));
  return cut;
}
