import { decideAt } from './anytime-decision.ts';
import type { Threshold } from './anytime-threshold.ts';
import { narrow, type Bounds } from './confidence-sequence.ts';

/**
 * What all votes together say of the likeliest class: its bounds, and which class it is, once that is proved.
 */
export interface Leading extends Bounds {
  readonly candidate: number | null;
}

/** Before the first draw. Bounds below one half are not kept: nothing is claimed there. */
export const NONE_LEADING: Leading = { candidate: null, lower: 0.5, upper: 1 };

/**
 * Selects the class and bounds its probability from the same draws: the bounds of the class that leads at the
 * moment, each at the plain α, kept where they are above one half. No draws are spent on the selection and no
 * share of α on the number of classes.
 *
 * Guarantee: with probability at least 1 − α over the draws all this is true at every n: the candidate's
 * probability is at least `lower`, and no class has more than `upper`. Proof, with p* the largest probability,
 * a* its class:
 * (1) p* ≥ ½. Let F be the event that E_n(p*) ≥ 1/α for the votes of a* at some n; P(F) ≤ α. A false bound of
 *     a* itself is in F. Another class c has p_c ≤ 1 − p* ≤ ½. A bound L_n > ½ of c means k_c > n/2 and E(k_c;
 *     ½) ≥ 1/α, hence E(k_c; 1 − p*) ≥ 1/α. By symmetry that is E(n − k_c; p*), and a* has even fewer votes, k*
 *     ≤ n − k_c < np*, so that E(k*; p*) ≥ 1/α: F again. The upper bound increases in the count, so the
 *     leader's is at least that of a*, and is false in F only.
 * (2) p* < ½. Every bound above ½ is false; it needs k_c ≥ b(n) for some c and n, b(n) = the least k > n/2 with
 *     E(k; ½) ≥ 1/α. Move probability from a class j to a class i with more: given which draws go to i or j,
 *     |k_i − k_j| is a Markov chain that steps from x > 0 up with probability (r^(x+1) + s^(x+1)) / (r^x +
 *     s^x), r = 1 − s the share of i (and from 0 to 1 always), which increases in |r − ½| and in x > 0; so the
 *     chains of both can be coupled, of equal parity as they are, such that the new one stays on top, and with
 *     it max(k_i, k_j): crossing b becomes likelier. By such moves p becomes (½, ½, 0, …), which majorizes it.
 *     (Draws that count for no class may be dealt to classes made up for them.) There the event is that of
 *     E_n(½) ≥ 1/α, at most α.
 *
 * `votes` counts draws by class; draws without a class are in n only.
 * Reference for the chain |k_i − k_j|: S. Ross, Stochastic Processes, 1996, section 4.1.
 */
export function follow(known: Leading, votes: readonly number[], n: number, alpha: number): Leading {
  const { label, count } = most(votes);
  const { lower, upper } = narrow(known, count, n, alpha);
  const candidate = lower > known.lower ? label : known.candidate;
  return { candidate, lower, upper: Math.max(0.5, upper) };
}

/** What votes decide about every class at once: one is at the threshold or above, or all are at most there. */
export type Choice =
  { readonly decision: 'above'; readonly candidate: number } | { readonly decision: 'below' };

/**
 * Which class is proved to be at a threshold p₀ ≥ ½ or above, or that none is; null where neither is decided
 * yet.
 *
 * Guarantee: with probability at least 1 − α no answer is ever false, nor a bound of `follow` with the same α,
 * by the proof above: a false "above" is a false lower bound. A false "below" has p* > p₀ ≥ ½ and is in F, as E
 * falls in k below np₀ and a* has no more votes than the leader.
 *
 * "below" is not said of thresholds under ½. Throws RangeError where `high` is under ½.
 */
export function decideAmong(
  threshold: Threshold,
  votes: readonly number[],
  n: number,
  alpha: number,
): Choice | null {
  if (!(threshold.high >= 0.5)) throw new RangeError(`the threshold ${threshold.high} is under one half`);
  const { label, count } = most(votes);
  const decision = decideAt(threshold, count, n, alpha);
  if (decision === 'above') return { decision, candidate: label };
  return decision === 'below' && threshold.low >= 0.5 ? { decision } : null;
}

/** The class with most votes, the first of equals; without any vote the first class. */
function most(votes: readonly number[]): { label: number; count: number } {
  let label = 0;
  for (let i = 1; i < votes.length; i++) if (votes[i]! > votes[label]!) label = i;
  return { label, count: votes[label] ?? 0 };
}
