import { absolute, fixed, product, rough, whole } from './exactly.ts';
import type { Numbers } from './written.ts';

/** What a ball may miss: the rounding of numbers that are hardly more than zero, which sums allow for. */
const ALLOWED = whole(2 ** -148);

/**
 * Where |m z − c| + κ|c| ≤ f · s does not hold, in exact arithmetic, for one of the values times m, which are given times 2^600.
 * Elements where the ball is not finite say nothing.
 */
export function ballFaults(
  { centre, spread, multiplier, factor }: Numbers,
  slack: number,
  scaled: (at: number) => readonly bigint[],
): readonly string[] {
  const faults: string[] = [];
  for (const [at, c] of centre.entries()) {
    const s = spread[at]!;
    if (!Number.isFinite(c) || !Number.isFinite(s)) continue;
    const reach = product(factor, s) + ALLOWED - product(slack, Math.abs(c));
    for (const value of scaled(at)) {
      const missing = absolute(value - whole(c)) - reach;
      if (missing > 0n) {
        faults.push(`${at}: ${multiplier} · z = ${rough(value)} from ${c} ± ${s}, by ${rough(missing)}`);
      }
    }
  }
  return faults.slice(0, 5);
}

/** Where values times m, which are given times 2^600, do not lie within m times the ends. */
export function endFaults(
  lower: Float32Array,
  upper: Float32Array,
  multiplier: number,
  scaled: (at: number) => readonly bigint[],
): readonly string[] {
  const faults: string[] = [];
  for (const [at, low] of lower.entries()) {
    const high = upper[at]!;
    if (!Number.isFinite(low) || !Number.isFinite(high)) continue;
    for (const value of scaled(at)) {
      if (product(low, multiplier) <= value && value <= product(high, multiplier)) continue;
      faults.push(`${at}: ${multiplier} · z = ${rough(value)} is not in ${multiplier} · [${low}, ${high}]`);
    }
  }
  return faults.slice(0, 5);
}

/** Share of the elements that are finite: a law that all of them evade says nothing. */
export const finiteShare = (...tensors: readonly Float32Array[]): number => {
  const all = tensors.flatMap((tensor) => [...tensor]);
  return all.filter(Number.isFinite).length / all.length;
};

/** m times a float32, times 2^600. */
export const scaledBy = (multiplier: number, x: number): bigint => fixed(multiplier) * fixed(x);
