import { absenceOf, sampleShapeOf } from '../../ablations/absence.ts';
import { blocksOf } from '../../ablations/subsets.ts';
import type { Certifier } from '../../certifier.ts';
import { resumeVoting } from '../../voting/carry.ts';
import { extensionObstacles } from '../../voting/extension.ts';
import { planVoting } from '../../voting/plan.ts';
import { guaranteeOf, passesOf, roundsOf } from '../../voting/run.ts';
import { openVoting } from '../../voting/session.ts';
import { isAnytime } from '../../voting/voting.ts';
import { ablationClaim } from './claim.ts';
import { ABLATION_REQUEST, ABLATION_SETTLED, type AblationRequest, type AblationSettled } from './request.ts';
import { ablationSampler } from './sampler.ts';
import { ablationSupports, settleAblation } from './settle.ts';

/**
 * Randomized ablation: how many pixels may become anything at all.
 *
 * Requires: any classifier that can be run; one that was trained on samples of which little is shown answers well.
 * Returns: a radius in L0, of whole pixels (certify), or a class (predict).
 * Method: g(x) = argmax_c P(f(x shown at T) = c), T uniform among the sets of k of the d pixels.
 * Guarantee: per sample, with confidence 1 − α over the key, for the float32 program as it runs. Draws are uniform exactly, and
 * radii follow in exact integers (`ablationRadius`).
 * Reference: Levine, Feizi, Robustness Certificates for Sparse Adversarial Attacks by Randomized Ablation, 2019 (1911.09272).
 */
export const ablation = {
  name: 'ablation',
  title: 'Randomized ablation',
  reference: 'Levine, Feizi 2019, arXiv 1911.09272',
  request: ABLATION_REQUEST,
  settled: ABLATION_SETTLED,
  guarantee: (method) => guaranteeOf(method),
  supports: ablationSupports,
  sampleShape: ({ absent }, { shape, layout }) => sampleShapeOf(absenceOf(absent), shape, layout),
  settle: settleAblation,
  passes: (method) => passesOf(method),
  rounds: (method) => roundsOf(method),
  /** The same draws whatever the cap, the target and α, as in smoothing. */
  keyed(method) {
    if (!isAnytime(method)) return method;
    const { name, kept, absent, pixels, layout } = method;
    return { name, sampling: 'anytime', kept, absent, pixels, layout };
  },
  extend(method, most) {
    const obstacles = extensionObstacles(method, most, blocksOf(method.kept, method.pixels));
    return obstacles.length > 0 ? { obstacles } : { settled: { ...method, max_n: most } };
  },
  resume: (method, row) => resumeVoting(method, ablationClaim(method), row),
  plan: (method) => planVoting(method, ablationClaim(method)({ allowance: 0, distance: 0 })),
  unit: 'sample',
  async open(method, { classifier }, seed) {
    const sampler = ablationSampler(method, classifier.shape, seed);
    const voting = openVoting(method, {
      classifier,
      sampler,
      claimOf: ablationClaim(method),
      allowance: 0,
    });
    return { ...voting, plain: (sample) => sampler.whole(sample) };
  },
} as const satisfies Certifier<AblationRequest, AblationSettled>;
