import { dyadic } from '../dyadic.ts';
import { leastCount } from '../least-count.ts';
import type { Threshold } from '../anytime-threshold.ts';
import { leadOf, type Lead } from './lead.ts';

/**
 * How many pixels may be changed in any way, in L0, when a classifier sees k of d pixels drawn uniformly: the largest ρ
 * with lower − rival > 2Δ, Δ = 1 − C(d−ρ,k)/C(d,k); where the rival has the rest, that is 3/2 − lower < C(d−ρ,k)/C(d,k).
 *
 * Proof: the draws that miss all ρ changed pixels look the same for both inputs, and are C(d−ρ,k) of C(d,k). So no class's
 * probability changes by more than Δ, the leader's and a rival's together by 2Δ; a classifier that votes for the one wherever it sees
 * an old pixel and for the other wherever a new one attains it.
 * Guarantee: exact, in integers, as a double is a whole number times a power of two. 0 where no pixel may be changed, and with
 * lower ≤ rival, where nothing is proved.
 *
 * Throws RangeError unless 1 ≤ k ≤ d are whole.
 * Reference: A. Levine, S. Feizi, Robustness Certificates for Sparse Adversarial Attacks by Randomized Ablation, 2019
 * (1911.09272), theorem 1.
 */
export function ablationRadius({ lower, rival }: Lead, pixels: number, kept: number): number {
  assertKept(pixels, kept);
  if (!(lower > rival)) return 0;
  const tooMany = leastCount(
    pixels,
    (changed) => !isProved({ lower, rival }, untouched(pixels, kept, changed)),
  );
  return (tooMany ?? pixels + 1) - 1;
}

/**
 * The probability above which a class alone has the radius ρ ≥ 1: `high` is the least double that proves it, `low` the one
 * before, and `high` is 1 where none does. The same inequality, at one ρ.
 */
export function ablationThreshold(radius: number, pixels: number, kept: number): Threshold {
  assertKept(pixels, kept);
  const share = untouched(pixels, kept, radius);
  let [low, high] = [0.5, 1];
  if (!isProved(leadOf(high), share)) return { low: high, high };
  for (;;) {
    const middle = (low + high) / 2;
    if (middle === low || middle === high) return { low, high };
    if (isProved(leadOf(middle), share)) high = middle;
    else low = middle;
  }
}

function assertKept(pixels: number, kept: number): void {
  if (!Number.isInteger(pixels) || !Number.isInteger(kept) || kept < 1 || kept > pixels)
    throw new RangeError(`${kept} of ${pixels} pixels cannot be kept`);
}

interface Share {
  readonly missed: bigint;
  readonly all: bigint;
}

/** lower − rival > 2 − 2·missed/all. */
const isProved = ({ lower, rival }: Lead, { missed, all }: Share): boolean =>
  (units(2) - units(lower) + units(rival)) * all < units(2) * missed;

/** C(d−ρ,k)/C(d,k) = Π_(i<ρ) (d−k−i)/(d−i), and the same with k and ρ exchanged: the shorter product of the two. */
function untouched(pixels: number, kept: number, changed: number): Share {
  const [long, short] = kept < changed ? [changed, kept] : [kept, changed];
  let missed = 1n;
  let all = 1n;
  for (let i = 0; i < short; i++) {
    missed *= BigInt(Math.max(0, pixels - long - i));
    all *= BigInt(pixels - i);
  }
  return { missed, all };
}

/** A double in units of 2^−1074. */
function units(x: number): bigint {
  const { mantissa, exponent } = dyadic(x);
  return mantissa << BigInt(exponent + 1074);
}
