import type { Obstacle, Problem } from '../../certifier.ts';
import { elementCount } from '../../../graph/tensor.ts';
import { settleVoting, votingObstacles } from '../../voting/settle.ts';
import { smoothingClaim } from './claim.ts';
import { chooseGrid, declarationObstacles, gridObstacles, tooManySteps } from './grid-choice.ts';
import {
  noiseOf,
  NORMS_OF,
  SCALES,
  type SettledGrid,
  type SmoothingRequest,
  type SmoothingSettled,
} from './request.ts';

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
  const early = [
    ...smoothingSupports(problem),
    ...noiseObstacles(request),
    ...normObstacles(request),
    ...denoiserObstacles(request, problem),
  ];
  const { noise } = request;
  const dimensions = elementCount(problem.shape);
  if (request[SCALES[noise]] === undefined) {
    const drawing = { blocks: dimensions, allowance: 0, claim: null };
    return {
      obstacles: [...early, ...votingObstacles(request, { settled: settleVoting(request), drawing })],
    };
  }
  const spread = noiseOf(request);
  const grid = chooseGrid(spread, problem);
  const misfits = gridObstacles({ ...spread, field: SCALES[noise] }, grid);
  const settled = settledOf(request, problem, grid);
  const allowance = misfits.length === 0 ? spread.law.allowance(spread.scale, grid.step, dimensions) : 0;
  const isClear = early.length === 0 && misfits.length === 0;
  const drawing = {
    blocks: dimensions,
    allowance,
    claim: isClear ? smoothingClaim(settled)({ allowance, distance: 0 }) : null,
  };
  const obstacles = [...early, ...misfits, ...votingObstacles(request, { settled, drawing })];
  return obstacles.length > 0 ? { obstacles } : { settled };
}

function settledOf(
  request: SmoothingRequest,
  { shape, denoiser }: Problem,
  grid: SettledGrid,
): SmoothingSettled {
  const { name, noise, p, norm = noise === 'gaussian' ? 'l2' : 'l1' } = request;
  return {
    name,
    noise,
    [SCALES[noise]]: request[SCALES[noise]],
    norm,
    ...(norm === 'lp' && p !== undefined && { p }),
    ...((norm === 'linf' || norm === 'lp') && { dimensions: elementCount(shape) }),
    ...(request.denoiser !== undefined && denoiser && { denoiser }),
    ...settleVoting(request),
    grid,
  };
}

/** The one that is named is known: else the plain model would be certified in its place. */
function denoiserObstacles({ denoiser: id }: SmoothingRequest, { denoiser }: Problem): Obstacle[] {
  if (id === undefined || id === denoiser?.id) return [];
  return [{ code: 'denoiser_unknown', message: `there is no model "${id}"`, pointer: '/denoiser' }];
}

/** A noise has one parameter: its own. */
function noiseObstacles(request: SmoothingRequest): Obstacle[] {
  const own = SCALES[request.noise];
  const missing: Obstacle = {
    code: 'field_missing',
    message: `${request.noise} noise needs its parameter ${own}`,
    pointer: `/${own}`,
  };
  const foreign = Object.entries(SCALES)
    .filter(([noise, scale]) => noise !== request.noise && request[scale] !== undefined)
    .map(([noise, scale]) => ({
      code: 'other_noise',
      message: `${scale} is the parameter of ${noise} noise; that of ${request.noise} noise is ${own}`,
      pointer: `/${scale}`,
    }));
  return [...(request[own] === undefined ? [missing] : []), ...foreign];
}

function normObstacles({ task, noise, norm, p }: SmoothingRequest): Obstacle[] {
  const obstacles: Obstacle[] = [];
  const refuse = (code: string, pointer: string, message: string) =>
    obstacles.push({ code, message, pointer });
  const own: readonly string[] = NORMS_OF[noise];
  if (norm !== undefined && !own.includes(norm))
    refuse('norm_mismatch', '/norm', `${noise} noise certifies in ${own.join(', ')}, not in ${norm}`);
  if (norm === 'lp' && p === undefined) refuse('field_missing', '/p', 'the norm lp needs its p, from 2 on');
  if (norm !== 'lp' && p !== undefined)
    refuse('p_unused', '/p', `p goes with the norm lp, not with ${norm ?? own[0]}`);
  if (task === 'predict' && norm !== undefined)
    refuse('certify_only', '/norm', 'norm goes with the task certify; predict states no radius');
  return obstacles;
}
