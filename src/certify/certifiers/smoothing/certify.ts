import type { Outcome } from '../../outcome.ts';
import { clopperPearsonLower } from '../../statistics/clopper-pearson.ts';
import { gaussianRadius } from '../../statistics/radius.ts';
import { nextDown } from '../../statistics/rounding.ts';
import type { SmoothingSettled } from './request.ts';
import { leader, type Votes } from './votes.ts';

/** What is known of a sample besides its votes. */
export interface Circumstances {
  /** Upper bound of the distance from the sample to its point of the grid. */
  readonly distance: number;
  /** Upper bound of what the noise's inexactness moves a probability by. */
  readonly allowance: number;
}

/**
 * CERTIFY: the selection's winner A, a lower bound of its probability from fresh votes, and the radius that
 * it proves.
 *
 * Algebra: p = ClopperPearson(k, n, α) − allowance; R = σΦ⁻¹(p) − distance, every step rounded down.
 * Guarantee: a certified outcome is false with probability at most α over the key, for each sample: the
 * smoothed classifier then answers A everywhere within R of the sample.
 * Reference: Cohen, Rosenfeld, Kolter 2019 (1902.02918), algorithm CERTIFY.
 */
export function certifyOutcome(
  method: SmoothingSettled,
  votes: Votes,
  { distance, allowance }: Circumstances,
): Outcome {
  const { sigma, n, alpha } = method;
  const candidate = leader(votes.selection);
  const count = candidate === null ? 0 : votes.estimation[candidate]!;
  const p = Math.max(0, nextDown(clopperPearsonLower(count, n, alpha) - allowance));
  const evidence = {
    candidate,
    n0_count: candidate === null ? 0 : votes.selection[candidate]!,
    count,
    n,
    p_lower: p,
    noise_allowance: allowance,
    off_grid: distance,
  };
  if (candidate === null) return abstained('no draw of the selection has a single top class', evidence);
  if (p <= 0.5) return abstained('the lower bound of the class probability is not above one half', evidence);
  const proved = gaussianRadius(p, sigma);
  const radius = distance === 0 ? proved : nextDown(proved - distance);
  if (radius <= 0)
    return abstained('the sample is farther from the grid than the radius proved there', evidence);
  return { verdict: 'certified', prediction: candidate, norm: 'l2', radius, evidence };
}

const abstained = (reason: string, evidence: Outcome['evidence']): Outcome => ({
  verdict: 'abstained',
  prediction: null,
  norm: 'l2',
  radius: null,
  reason,
  evidence,
});
