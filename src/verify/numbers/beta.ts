/** A probability with its complement, each with all its digits. */
export interface Chance {
  readonly p: number;
  readonly q: number;
}

export const chance = (p: number): Chance => ({ p, q: 1 - p });

/** A chance from its log odds. */
export const fromLogit = (t: number): Chance => ({ p: 1 / (1 + Math.exp(-t)), q: 1 / (1 + Math.exp(t)) });

/** What Stirling's formula for ln Γ(z) leaves out: ln Γ(z) − ½ ln(2π/z) − z ln z + z, for z > 0. */
function stirling(z: number): number {
  if (z < 12) return stirling(z + 1) + (z + 0.5) * Math.log1p(1 / z) - 1;
  const w = 1 / (z * z);
  return (1 / 12 - w * (1 / 360 - w * (1 / 1260 - w * (1 / 1680 - w / 1188)))) / z;
}

/** a ln(a/m) + m − a, without cancellation where a and m are near. */
function deviance(a: number, m: number): number {
  const u = (m - a) / a;
  if (Math.abs(u) > 0.125) return a * Math.log(a / m) + (m - a);
  let sum = 0;
  for (let j = 24; j >= 2; j--) sum = (j % 2 === 0 ? 1 : -1) / j + u * sum;
  return a * sum * u * u;
}

/** ln(p^a q^b / B(a, b)) for a, b > 0: two deviances and three remainders, all small where it matters. */
export function logDensity(a: number, b: number, { p, q }: Chance): number {
  const n = a + b;
  const root = -0.5 * Math.log((2 * Math.PI * n) / (a * b));
  return root + stirling(n) - stirling(a) - stirling(b) - deviance(a, n * p) - deviance(b, n * q);
}

/**
 * ln I_p(a, b), the regularized incomplete beta function, for p up to about its mean; by Lentz's evaluation of the continued
 * fraction (Abramowitz and Stegun 26.5.8). Relative accuracy of I about 10^−12.
 */
export function logIncompleteBeta(a: number, b: number, at: Chance): number {
  return logDensity(a, b, at) - Math.log(a) + Math.log(fraction(a, b, at.p));
}

const TINY = 1e-300;

function fraction(a: number, b: number, x: number): number {
  const away = (value: number) => (Math.abs(value) < TINY ? TINY : value);
  let c = 1;
  let d = 1 / away(1 - ((a + b) * x) / (a + 1));
  let h = d;
  for (let m = 1; m < 1_000_000; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / away(1 + even * d);
    c = away(1 + even / c);
    h *= d * c;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / away(1 + odd * d);
    c = away(1 + odd / c);
    h *= d * c;
    if (Math.abs(d * c - 1) < 1e-15) break;
  }
  return h;
}
