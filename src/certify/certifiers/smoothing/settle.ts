import type { Obstacle, Problem } from '../../certifier.ts';
import { binomialTest } from '../../statistics/binomial-test.ts';
import { clopperPearsonLower } from '../../statistics/clopper-pearson.ts';
import { noiseAllowance } from '../../statistics/noise-table.ts';
import { chooseGrid, declarationObstacles, gridObstacles, tooManySteps } from './grid-choice.ts';
import type { SmoothingRequest, SmoothingSettled } from './request.ts';

/**
 * What keeps smoothing from a model, whatever the parameters: it needs two classes, and a grid that fits the
 * domain.
 */
export function smoothingSupports(problem: Omit<Problem, 'data'>): Obstacle[] {
  const obstacles = declarationObstacles(problem);
  const { domain, grid } = problem;
  if (domain !== null && grid !== null)
    obstacles.push(...tooManySteps({ step: grid, low: domain[0], high: domain[1] }));
  if (problem.classes < 2) {
    obstacles.push({
      code: 'one_class',
      message: `the model has ${problem.classes} class; there is no other to tell it from`,
    });
  }
  return obstacles;
}

/** Fills in every default, or says everything that is wrong with the parameters for this problem. */
export function settleSmoothing(
  request: SmoothingRequest,
  problem: Problem,
): { settled: SmoothingSettled } | { obstacles: readonly Obstacle[] } {
  const grid = chooseGrid(request.sigma, problem);
  const misfits = gridObstacles(request.sigma, grid);
  const dimensions = problem.shape.reduce((product, size) => product * size, 1);
  const allowance = misfits.length === 0 ? noiseAllowance(request.sigma, grid.step, dimensions) : 0;
  const obstacles = [
    ...smoothingSupports(problem),
    ...misfits,
    ...selectionObstacles(request),
    ...streamObstacles(request, dimensions),
    ...(request.task === 'certify'
      ? certifyObstacles(request, allowance)
      : predictObstacles(request, allowance)),
  ];
  if (obstacles.length > 0) return { obstacles };
  const { name, task, sigma, n, alpha, seed } = request;
  const n0 = task === 'certify' ? (request.n0 ?? 100) : 0;
  return { settled: { name, task, sigma, n0, n, alpha, ...(seed === undefined ? {} : { seed }), grid } };
}

function selectionObstacles({ task, n0 }: SmoothingRequest): Obstacle[] {
  if (task === 'certify' || n0 === undefined) return [];
  const message = 'the task predict has no selection stage: leave n0 out, and count every draw in n';
  return [{ code: 'n0_unused', message, pointer: '/n0' }];
}

/** Block numbers of the keystream are whole doubles. */
function streamObstacles({ n }: SmoothingRequest, dimensions: number): Obstacle[] {
  const most = Math.floor(2 ** 52 / dimensions);
  if (n <= most) return [];
  const message = `n = ${n} draws of ${dimensions} values are more noise than one key may give; n up to ${most} is possible`;
  return [{ code: 'n_too_large', message, pointer: '/n' }];
}

function certifyObstacles({ n, alpha }: SmoothingRequest, allowance: number): Obstacle[] {
  const least = leastVotes((votes) => clopperPearsonLower(votes, votes, alpha) - allowance > 0.5);
  if (n >= least) return [];
  const message = `n = ${n} draws can never certify at alpha = ${alpha}, even unanimous ones; the least n that could is ${least}`;
  return [{ code: 'n_too_small', message, pointer: '/n' }];
}

function predictObstacles({ n, alpha }: SmoothingRequest, allowance: number): Obstacle[] {
  const error = n * allowance;
  if (error >= alpha / 2) {
    const message = `over n = ${n} draws the noise's inexactness adds up to ${error}, too much for alpha = ${alpha}; n up to ${Math.floor(alpha / 2 / allowance)} is possible`;
    return [{ code: 'n_too_large', message, pointer: '/n' }];
  }
  const least = leastVotes((votes) => binomialTest(votes, 0) + votes * allowance <= alpha);
  if (n >= least) return [];
  const message = `n = ${n} draws can never predict at alpha = ${alpha}, even unanimous ones; the least n that could is ${least}`;
  return [{ code: 'n_too_small', message, pointer: '/n' }];
}

/** The least number of unanimous votes that is enough: a few hundred, as alpha is at least 10^−100. */
function leastVotes(enough: (votes: number) => boolean): number {
  let votes = 1;
  while (votes < 2000 && !enough(votes)) votes++;
  return votes;
}
