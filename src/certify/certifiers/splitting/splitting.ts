import type { Certifier } from '../../certifier.ts';
import { openExhaustive, type Proof } from '../../exhaustive/session.ts';
import { placeSlack, writtenSlack } from '../../statistics/grid.ts';
import { uniformValues } from '../../statistics/noises/uniform.ts';
import { splitRadius } from '../../statistics/radii/split.ts';
import { splitCopies } from './copies.ts';
import {
  SPLITTING_REQUEST,
  SPLITTING_SETTLED,
  type SplittingRequest,
  type SplittingSettled,
} from './request.ts';
import { settleSplitting, splittingSupports } from './settle.ts';

/**
 * Smoothing with splitting noise.
 *
 * Requires: any classifier that can be run. Returns: a radius in L1; the class alone where that is 0.
 * Method: the sample is rounded to a grid; each coordinate's range is cut into pieces 2λ long, and the middle of the
 * coordinate's piece is shown. All Q = 2λ/step positions of the cuts vote, once each.
 * Guarantee: deterministic, per sample, for the float32 program as it runs: of all inputs within the radius, or of all that
 * lie on the grid. The sample's distance from its place on the grid is taken off. The key only says at which position each
 * coordinate begins: the proof holds for any, so there is nothing to be gained by trying several but another smoothed classifier.
 * Reference: A. Levine, S. Feizi, Improved, Deterministic Smoothing for L1 Certified Robustness, 2021 (2103.10834).
 */
export const splitting = {
  name: 'splitting',
  title: 'Smoothing with splitting noise',
  reference: 'Levine, Feizi 2021, arXiv 2103.10834',
  request: SPLITTING_REQUEST,
  settled: SPLITTING_SETTLED,
  guarantee: () => ({ kind: 'deterministic', per: 'sample', arithmetic: 'float32' }),
  supports: splittingSupports,
  settle: settleSplitting,
  passes: votesOf,
  /** The same smoothed classifier, whichever radius is asked for. */
  keyed: ({ name, lambda, grid }) => ({ name, lambda, grid }),
  plan: (method) => ({
    least_draws: null,
    largest_radius: proofOf(method, votesOf(method), 0).radius,
    expected_draws: [],
  }),
  unit: 'sample',
  open: async (method, { classifier }, seed) =>
    openExhaustive({
      classifier,
      copies: splitCopies(method, classifier.shape, seed),
      norm: 'l1',
      proof: (margin, distance) => proofOf(method, margin, distance),
    }),
} as const satisfies Certifier<SplittingRequest, SplittingSettled>;

function votesOf({ lambda, grid }: SplittingSettled): number {
  return uniformValues(lambda, grid.step);
}

function proofOf({ perturbations, grid }: SplittingSettled, margin: number, distance: number): Proof {
  const inexact = { slack: placeSlack(grid), written: writtenSlack(grid) };
  const { steps, onGrid, anywhere } = splitRadius(margin, grid, distance, inexact);
  return {
    radius: perturbations === 'grid' ? onGrid : anywhere,
    evidence: { steps, radius_any: anywhere, radius_grid: onGrid, off_grid: distance },
  };
}
