import type { Outcome } from '../outcome.ts';
import { duelOf, type Sides } from '../statistics/anytime-rival.ts';
import { clopperPearsonLower, clopperPearsonUpper } from '../statistics/clopper-pearson.ts';
import type { Claim } from './claim.ts';
import { leadRadii } from './lead.ts';
import type { FixedVoting } from './voting.ts';
import { sharesOf } from './shares.ts';
import { abstained, allowances, certified, lowered, OFF_GRID, OVERLAP } from './statement.ts';
import { leader, type Votes } from './votes.ts';

/**
 * CERTIFY: the selection's winner A, a lower bound of its probability from fresh votes, and the radius that
 * it proves.
 *
 * Algebra: p = ClopperPearson(k, n, α) − allowance; R is what p proves (Gaussian noise: σΦ⁻¹(p)) − distance, every step rounded
 * down.
 * Guarantee: a certified outcome is false with probability at most α over the key, for each sample: the
 * smoothed classifier then answers A everywhere within R of the sample.
 * Reference: Cohen, Rosenfeld, Kolter 2019 (1902.02918), algorithm CERTIFY.
 */
export function certifyOutcome(method: FixedVoting, votes: Votes, claim: Claim): Outcome {
  const candidate = leader(votes.selection);
  if (candidate !== null && method.alpha_rival !== undefined)
    return twoSidedOutcome(method, candidate, votes, claim);
  const { n, alpha } = method;
  const { norm, circumstances } = claim;
  const count = candidate === null ? 0 : votes.estimation[candidate]!;
  const lower = clopperPearsonLower(count, n, alpha);
  const p = lowered(lower, circumstances);
  const evidence = { ...countsOf(candidate, votes, n), p_lower: p, ...allowances(circumstances) };
  if (candidate === null) return abstained(norm, 'no draw of the selection has a single top class', evidence);
  if (p <= 0.5)
    return abstained(norm, 'the lower bound of the class probability is not above one half', evidence);
  const radius = claim.alone(lower);
  return radius === null ? abstained(norm, OFF_GRID, evidence) : certified(norm, candidate, radius, evidence);
}

/** Bounds that hold at a number of draws that was fixed before. */
const AT_N: Sides = { lower: clopperPearsonLower, upper: clopperPearsonUpper };

/**
 * The same with an upper bound of the largest other count beside the lower one.
 *
 * Guarantee: α is spent on the two together (`duelOf`): A was selected by other draws and is fixed before these. A lower
 * bound under one half certifies too, where the others are divided.
 */
function twoSidedOutcome(method: FixedVoting, candidate: number, votes: Votes, claim: Claim): Outcome {
  const { n } = method;
  const duel = duelOf(candidate, votes.estimation, n, sharesOf(method), AT_N);
  const { lower, rival, oneSided, radius } = leadRadii(duel, claim);
  const evidence = {
    ...countsOf(candidate, votes, n),
    p_lower: lower,
    rival_count: votes.estimation.reduce(
      (most, count, i) => (i === candidate ? most : Math.max(most, count)),
      0,
    ),
    rival_upper: rival,
    radius_one_sided: oneSided,
    ...allowances(claim.circumstances),
  };
  if (radius !== null) return certified(claim.norm, candidate, radius, evidence);
  return abstained(claim.norm, lower > rival ? OFF_GRID : OVERLAP, evidence);
}

const countsOf = (candidate: number | null, votes: Votes, n: number) => ({
  candidate,
  n0_count: candidate === null ? 0 : votes.selection[candidate]!,
  count: candidate === null ? 0 : votes.estimation[candidate]!,
  n,
});
