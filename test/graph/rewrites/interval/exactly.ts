const PLACES = 300n;
const bits = new DataView(new ArrayBuffer(8));

/** x · 2^300, exactly; throws where that is no whole number. */
export function fixed(x: number): bigint {
  if (!Number.isFinite(x)) throw new Error(`${x} has no exact value`);
  bits.setFloat64(0, x);
  const word = bits.getBigUint64(0);
  const exponent = Number((word >> 52n) & 0x7ffn);
  const mantissa = (word & 0xfffffffffffffn) | (exponent === 0 ? 0n : 1n << 52n);
  const shift = BigInt(Math.max(exponent, 1) - 1075) + PLACES;
  const size = shift >= 0n ? mantissa << shift : mantissa >> -shift;
  if (shift < 0n && size << -shift !== mantissa) throw new Error(`${x} is too fine`);
  return x < 0 ? -size : size;
}

/** Two numbers' product, times 2^600. */
export const product = (a: number, b: number): bigint => fixed(a) * fixed(b);

/** A number times 2^600. */
export const whole = (a: number): bigint => fixed(a) << PLACES;

export const absolute = (x: bigint): bigint => (x < 0n ? -x : x);

/** For messages. */
export const rough = (x: bigint): number => Number((x * 2n ** 200n) >> (2n * PLACES)) / 2 ** 200;
