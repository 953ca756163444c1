/** (x − mean)/√(variance + ε), scaled and moved. */
export function standardised(
  x: readonly number[],
  scale: (place: number) => number,
  bias: (place: number) => number,
  epsilon = 1e-5,
): readonly number[] {
  const mean = x.reduce((sum, one) => sum + one, 0) / x.length;
  const variance = x.reduce((sum, one) => sum + (one - mean) ** 2, 0) / x.length;
  return x.map((one, i) => ((one - mean) / Math.sqrt(variance + epsilon)) * scale(i) + bias(i));
}
