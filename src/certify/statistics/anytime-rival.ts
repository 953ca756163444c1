import { confidenceLower, confidenceUpper } from './confidence-sequence.ts';
import { addUp, nextDown, nextUp } from './rounding.ts';

/** Bounds that hold together: the candidate has at least `lower`, every other class at most `rival`. */
export interface Duel {
  readonly candidate: number;
  readonly lower: number;
  readonly rival: number;
}

/** How α is shared out: to the candidate's lower bound and to the upper bound of a class. */
export interface Shares {
  readonly lower: number;
  readonly rival: number;
}

/** Bounds of one probability after k of n votes at a one-sided α, rounded outward. */
export interface Sides {
  readonly lower: (k: number, n: number, alpha: number) => number;
  readonly upper: (k: number, n: number, alpha: number) => number;
}
const ANYTIME: Sides = { lower: confidenceLower, upper: confidenceUpper };

/**
 * Bounds of a class that was fixed before the draws, say by a label, and of all others. For radii that use
 * both, such as σ/2 (Φ⁻¹(lower) − Φ⁻¹(rival)).
 *
 * Guarantee: true at every n at once with probability at least 1 − (shares.lower + shares.rival).
 * Proof: let b be the likeliest other class: it is fixed, so with probability 1 − shares.rival its upper bounds
 * U_n(k_b) are true at every n. U_n increases in the count, so that the bound of the largest other count,
 * whichever class that is at n, is at least U_n(k_b) ≥ p_b. And all others together have at most 1 − p of the
 * candidate. With sides that hold at one fixed n (Clopper and Pearson's) the answer holds at that n, by the
 * same proof.
 */
export function duelOf(
  candidate: number,
  votes: readonly number[],
  n: number,
  shares: Shares,
  sides: Sides = ANYTIME,
): Duel {
  const lower = sides.lower(votes[candidate] ?? 0, n, shares.lower);
  const others = sides.upper(mostOthers(candidate, votes), n, shares.rival);
  return { candidate, lower, rival: Math.min(addUp(1, -lower), others) };
}

/**
 * The same for the class that leads at the moment, selected by the very draws; null where it is not proved to
 * be the likeliest (lower ≤ rival), and then nothing is claimed.
 *
 * Guarantee: every answer at every n is true at once with probability at least 1 − (shares.lower +
 * 2·shares.rival).
 * Its lower bound is min{p : E_n(p) < m(p)/shares.lower} with m(p) = min(classes, ⌈1/p⌉), and 1 for p ≥ ½.
 * Proof: a* is the likeliest class with p*, b the second. (1) No class has a lower bound above p*, ever: it
 * would refute p* at level shares.lower/m(p*) from k_c > np*, for one of the classes. Moving probability
 * between two classes as in `follow` makes that likeliest where ⌊1/p*⌋ classes have p* and one the rest, at
 * most ⌈1/p*⌉ that can, each with shares.lower/m(p*); or else K classes can. For p* ≥ ½ `follow` shows it
 * without a factor. (2) The upper bounds of a* and of b are true, each with probability 1 − shares.rival. With
 * all three: if lower > rival for a class other than a*, then rival ≥ U_n(k*) ≥ p* ≥ lower, a contradiction; so
 * it is a*, p* ≥ lower, and p_b ≤ U_n(k_b) ≤ rival.
 */
export function duelAmong(votes: readonly number[], n: number, shares: Shares): Duel | null {
  const count = votes.reduce((most, votesFor) => Math.max(most, votesFor), 0);
  const lower = (k: number): number => simultaneousLower(k, n, shares.lower, votes.length);
  const duel = duelOf(votes.indexOf(count), votes, n, shares, { ...ANYTIME, lower });
  return duel.lower > duel.rival ? duel : null;
}

function mostOthers(candidate: number, votes: readonly number[]): number {
  return votes.reduce((most, count, label) => (label === candidate ? most : Math.max(most, count)), 0);
}

/**
 * min{p : E_n(p) < m(p)/α}. A bound made with a factor too large excludes all below it, so the factor there is
 * enough.
 */
function simultaneousLower(k: number, n: number, alpha: number, classes: number): number {
  const factor = (p: number): number => (p >= 0.5 ? 1 : Math.min(classes, Math.ceil(nextUp(1 / p))));
  for (let tried = classes; ;) {
    const lower = confidenceLower(k, n, nextDown(alpha / tried));
    const needed = factor(lower);
    if (needed >= tried) return lower;
    tried = needed;
  }
}
