import { UNIT_ROUNDOFF as u } from './rounding.ts';

/** Below this |v| the logarithm is a short series; above, it loses at most a few digits. */
const NEAR = 0.1;

/**
 * D(x, m) = x ln(x/m) + m − x ≥ 0: what x counts cost when m were expected; x, m > 0. `relative` is the
 * relative error of m as given. Answers the value and a bound on its absolute error.
 *
 * Algebra: with d = x − m and v = d/(x+m), ln(x/m) = 2 artanh v, so D = d·v + 2x Σ_(j≥1) v^(2j+1)/(2j+1):
 * nothing cancels where x is near m. An error in m moves D by |d| times its relative size.
 */
export function deviance(x: number, m: number, relative: number): { value: number; error: number } {
  const d = x - m;
  const v = d / (x + m);
  const inherited = Math.abs(d) * relative;
  if (Math.abs(v) < NEAR) {
    const value = d * v + 2 * x * v * artanhTail(v * v);
    // d·v errs by 6u; the rest is at most a fifteenth of it and errs by 20u.
    return { value, error: inherited + 10 * u * Math.abs(value) };
  }
  const log = Math.log(x / m);
  const value = x * log - d;
  const own = x * (1 + 3 * Math.abs(log)) + Math.abs(d) + Math.abs(value);
  return { value, error: inherited + u * own };
}

/** Σ_(j≥1) w^j/(2j+1) for 0 ≤ w < 0.01: the terms left out are below a 2^−60th of the sum. */
function artanhTail(w: number): number {
  let sum = 0;
  for (let j = 10; j >= 1; j--) sum = w * (1 / (2 * j + 1) + sum);
  return sum;
}
