import { absenceOf, sampleShapeOf } from '../../ablations/absence.ts';
import type { Certifier } from '../../certifier.ts';
import { openExhaustive } from '../../exhaustive/session.ts';
import { patchSide, positions } from '../../statistics/radii/patch.ts';
import { windowCopies } from './copies.ts';
import {
  STRUCTURED_REQUEST,
  STRUCTURED_SETTLED,
  type StructuredRequest,
  type StructuredSettled,
} from './request.ts';
import { settleStructured, structuredSupports } from './settle.ts';

/**
 * Structured ablation: how large a patch may be.
 *
 * Requires: any classifier that can be run; one that was trained on windows of samples answers well. Returns: the side of a
 * square patch, in whole pixels; the class alone where that is 0.
 * Method: the model is shown a band of columns or rows, or a block, and nothing else of the sample, at every position once;
 * the class with most votes is the answer.
 * Guarantee: deterministic, per sample, for the float32 program as it runs: whatever the pixels of one patch become, anywhere in
 * the sample. Nothing is drawn and nothing rounded.
 * Reference: A. Levine, S. Feizi, (De)Randomized Smoothing for Certifiable Defense against Patch Attacks, 2020 (2002.10733).
 */
export const structuredAblation = {
  name: 'structured_ablation',
  title: 'Structured ablation',
  reference: 'Levine, Feizi 2020, arXiv 2002.10733',
  request: STRUCTURED_REQUEST,
  settled: STRUCTURED_SETTLED,
  guarantee: () => ({ kind: 'deterministic', per: 'sample', arithmetic: 'float32' }),
  supports: structuredSupports,
  sampleShape: ({ absent }, { shape, layout }) => sampleShapeOf(absenceOf(absent), shape, layout),
  settle: settleStructured,
  passes: votesOf,
  plan: (method) => ({
    least_draws: null,
    largest_radius: patchSide(votesOf(method), method.window, method),
    expected_draws: [],
  }),
  unit: 'sample',
  async open(method, { classifier }) {
    const copies = windowCopies(method, classifier.shape);
    const session = openExhaustive({
      classifier,
      copies,
      norm: 'patch',
      proof: (margin) => ({ radius: patchSide(margin, method.window, method), evidence: {} }),
    });
    return { ...session, plain: (sample) => copies.whole(sample) };
  },
} as const satisfies Certifier<StructuredRequest, StructuredSettled>;

function votesOf(method: StructuredSettled): number {
  return positions(method.window, method);
}
