/**
 * Reproducible numbers in [0, 1): a 32-bit mixing generator (splitmix), good enough to spread test inputs.
 */
export function numbers(seed: number): () => number {
  let state = Math.floor(seed * 1e6) >>> 0;
  return () => {
    state = (state + 0x9e3779b9) >>> 0;
    let z = state;
    z = Math.imul(z ^ (z >>> 16), 0x85ebca6b);
    z = Math.imul(z ^ (z >>> 13), 0xc2b2ae35);
    return ((z ^ (z >>> 16)) >>> 0) / 2 ** 32;
  };
}

/** 32 bytes that spell a number: a different key for every one. */
export function key(number: number): Uint8Array {
  const seed = new Uint8Array(32);
  new DataView(seed.buffer).setUint32(28, number);
  return seed;
}
