import type { Obstacle, Problem } from '../../certifier.ts';
import { noiseAllowance } from '../../statistics/noise-table.ts';
import { anytimeObstacles } from './anytime-obstacles.ts';
import { fixedObstacles } from './fixed-obstacles.ts';
import { chooseGrid, declarationObstacles, gridObstacles, tooManySteps } from './grid-choice.ts';
import {
  isAnytime,
  type AnytimeMethod,
  type FixedMethod,
  type SettledGrid,
  type SmoothingRequest,
  type SmoothingSettled,
} from './request.ts';
import { rivalShare } from './shares.ts';
import { dimensionsOf } from './stream.ts';

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
  const dimensions = dimensionsOf(problem.shape);
  const allowance = misfits.length === 0 ? noiseAllowance(request.sigma, grid.step, dimensions) : 0;
  const settled = settledOf(request, grid);
  const obstacles = [
    ...smoothingSupports(problem),
    ...misfits,
    ...taskObstacles(request),
    ...(isAnytime(settled)
      ? anytimeObstacles(settled, dimensions, allowance)
      : fixedObstacles(settled, dimensions, allowance)),
  ];
  return obstacles.length > 0 ? { obstacles } : { settled };
}

const DEFAULT_DRAWS = 100_000;

/** A cap where one is given or a target is; else a number of draws. */
function settledOf(request: SmoothingRequest, grid: SettledGrid): FixedMethod | AnytimeMethod {
  const { name, task, sigma, alpha, target } = request;
  const seed = request.seed === undefined ? {} : { seed: request.seed };
  const rest = { alpha, ...seed, grid };
  const rival = (most: { max_n?: number }) =>
    request.two_sided ? { alpha_rival: rivalShare({ alpha, ...most }) } : {};
  if (request.max_n === undefined && target === undefined) {
    const n0 = task === 'certify' ? (request.n0 ?? 100) : 0;
    return { name, task, sigma, n0, n: request.n ?? DEFAULT_DRAWS, ...rest, ...rival({}) };
  }
  const cap = { max_n: request.max_n ?? DEFAULT_DRAWS };
  return { name, task, sigma, ...cap, ...(target ? { target } : {}), ...rest, ...rival(cap) };
}

/** What a request says that its kind of sampling does not use. */
function taskObstacles(request: SmoothingRequest): Obstacle[] {
  const { task, n, n0, max_n, target, two_sided: twoSided } = request;
  const obstacles: Obstacle[] = [];
  const refuse = (code: string, pointer: string, message: string) =>
    obstacles.push({ code, message, pointer });
  const anytime = max_n !== undefined ? 'max_n' : target !== undefined ? 'a target' : null;
  if (task === 'predict') {
    if (n0 !== undefined)
      refuse(
        'n0_unused',
        '/n0',
        'the task predict has no selection stage: leave n0 out, and count every draw in n',
      );
    for (const [field, value] of Object.entries({ max_n, target, two_sided: twoSided || undefined }))
      if (value !== undefined)
        refuse('certify_only', `/${field}`, `${field} goes with the task certify; predict counts n draws`);
    return obstacles;
  }
  if (anytime === null) return [];
  if (n !== undefined)
    refuse(
      'n_unused',
      '/n',
      `n fixes the number of draws and ${anytime} lets it vary: give one of them; max_n is the cap`,
    );
  if (n0 !== undefined)
    refuse('n0_unused', '/n0', `with ${anytime} the draws that bound the class select it too: leave n0 out`);
  if (twoSided && target)
    refuse(
      'two_sided_target',
      '/two_sided',
      'a target is decided by the class alone: leave two_sided out, or the target, and sample up to max_n',
    );
  return obstacles;
}
