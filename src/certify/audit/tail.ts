import { deviance } from '../statistics/deviance.ts';
import { stirlingError } from '../statistics/stirling-error.ts';

/** A probability with its complement: near 1 only the complement has digits. */
export interface Chance {
  readonly p: number;
  readonly q: number;
}

export interface Tail {
  /** ln P(X ≥ k). */
  readonly log: number;
  /** P(X = k) / P(X ≥ k): how fast `log` falls with k. */
  readonly hazard: number;
}

/**
 * P(X ≥ k) for X ~ Bin(n, p) and 1 ≤ k ≤ n, to about twelve digits. An audit asks for it a hundred thousand times,
 * for numbers of draws up to 10^8, and nothing that it says is a certificate: `binomialTail`, which proves its own
 * error, takes √n steps where this takes some dozens.
 *
 * Algebra: P = I_p(k, n−k+1) = C(n,k) p^k q^(n−k) · q·h, with the continued fraction h of the incomplete beta
 * function (DLMF 8.17.22), which converges for k ≥ np, faster the further above. C(n,k) p^k q^(n−k) by Stirling's
 * formula and deviances, as in `binomialTail`.
 */
export function fastTail(k: number, n: number, { p, q }: Chance): Tail {
  if (q <= 0) return { log: 0, hazard: k === n ? 1 : 0 };
  if (k === n) return { log: n * (q < 0.5 ? Math.log1p(-q) : Math.log(p)), hazard: 1 };
  const rest = n - k;
  const mass =
    0.5 * Math.log(n / (2 * Math.PI * k * rest)) +
    (stirlingError(n) - stirlingError(k) - stirlingError(rest)) -
    (deviance(k, n * p, 0).value + deviance(rest, n * q, 0).value);
  const sum = q * fraction(k, rest + 1, p);
  return { log: mass + Math.log(sum), hazard: 1 / sum };
}

const MOST_STEPS = 200_000;

/** h = 1/(1 + d₁/(1 + d₂/(1 + …))) by Lentz's method. */
function fraction(a: number, b: number, x: number): number {
  let c = 1;
  let d = 1 / (1 - ((a + b) * x) / (a + 1));
  let h = d;
  for (let m = 1; m < MOST_STEPS; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / (1 + even * d);
    c = 1 + even / c;
    h *= d * c;
    const odd = -((a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / (1 + odd * d);
    c = 1 + odd / c;
    h *= d * c;
    if (Math.abs(d * c - 1) < 1e-15) break;
  }
  return h;
}
