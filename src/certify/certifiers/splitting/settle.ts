import type { Obstacle, Problem } from '../../certifier.ts';
import type { Grid } from '../../statistics/grid.ts';
import { uniformValues } from '../../statistics/noises/uniform.ts';
import { chooseGrid, gridObstacles, type Spread } from '../smoothing/grid-choice.ts';
import { smoothingSupports } from '../smoothing/settle.ts';
import type { SplittingRequest, SplittingSettled } from './request.ts';

/** Votes of one sample, at most. */
export const MOST_VOTES = 2 ** 20;
/** A step that the data show gives way to a chosen one where it would make more votes. */
const MOST_SEEN = 2 ** 14;

/** The cuts as a grid is chosen by them: 2λ is about 256 steps; nothing leaves the grid. */
const CUTS: Spread['law'] = {
  fineness: 128,
  reach: (lambda, step) => (uniformValues(lambda, step) <= MOST_SEEN ? 0 : Infinity),
  clip: () => 0,
};
const DECLARED: Spread['law'] = { ...CUTS, reach: () => 0 };

/** A model needs two classes, and a grid that fits its domain: the same as for noise that is added. */
export const splittingSupports = smoothingSupports;

/** Fills in every default, or says everything that is wrong with the parameters for this problem. */
export function settleSplitting(
  request: SplittingRequest,
  problem: Problem,
): { settled: SplittingSettled } | { obstacles: readonly Obstacle[] } {
  const { lambda, perturbations, seed } = request;
  const grid = chooseGrid({ law: CUTS, scale: lambda }, problem);
  const obstacles = [
    ...splittingSupports(problem),
    ...gridObstacles({ law: DECLARED, scale: lambda, field: 'lambda' }, grid),
    ...tooManyVotes(lambda, grid),
  ];
  if (obstacles.length > 0) return { obstacles };
  return {
    settled: { name: 'splitting', lambda, perturbations, grid, ...(seed !== undefined && { seed }) },
  };
}

function tooManyVotes(lambda: number, { step }: Grid): Obstacle[] {
  const votes = uniformValues(lambda, step);
  if (votes <= MOST_VOTES) return [];
  const many = Number.isFinite(votes) ? `${votes}` : 'too many';
  const message =
    `lambda = ${lambda} makes ${many} positions of the cuts on the grid (${step}), and every sample is shown in all of them; ` +
    `at most ${MOST_VOTES} are possible, which is lambda = ${(MOST_VOTES / 2) * step}`;
  return [{ code: 'lambda_too_large', message, pointer: '/lambda' }];
}
