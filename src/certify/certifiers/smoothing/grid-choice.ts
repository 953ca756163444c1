import type { Obstacle, Problem } from '../../certifier.ts';
import { gridSteps, gridValue, type Grid } from '../../statistics/grid.ts';
import { leastCount } from '../../statistics/least-count.ts';
import { LARGEST_REACH } from '../../statistics/noise-table.ts';
import type { NoiseLaw } from '../../statistics/noises/law.ts';
import type { ScaleName, SettledGrid } from './request.ts';

/** More values than this between the grid's ends do not make a table. */
const MOST_STEPS = 2 ** 20;
/** A width counts as a whole number of steps within the rounding of a step that was written as a float32. */
const ROUNDING = 1e-6;

/** Noise of a size, as far as a grid is chosen by it. */
export interface Spread {
  readonly law: Pick<NoiseLaw, 'fineness' | 'reach' | 'clip'>;
  readonly scale: number;
}

/** The same, and the name of its parameter. */
interface Named extends Spread {
  readonly field: ScaleName;
}

/**
 * The grid that a problem's noise lives on. The model's declared grid over its domain, or from the data's least value on
 * where no domain is declared. Else the step that the data shows, halved until the noise's scale is 32 steps at least: so data that
 * happen to be coarse, such as one black and white picture, do not make the noise coarse. Else a power of two, fine beside the scale. The last
 * two lie over the domain, or else over the data's range, extended outward to whole steps. A step seen in the data that the
 * noise table cannot hold gives way to a chosen one; a declared one does not.
 */
export function chooseGrid(spread: Spread, problem: Problem): SettledGrid {
  const span = problem.domain ?? problem.data.range;
  if (problem.grid !== null && problem.domain !== null) {
    return { step: problem.grid, low: problem.domain[0], high: problem.domain[1], source: 'model' };
  }
  if (problem.grid !== null) return { ...from(span, problem.grid), source: 'model' };
  const seen = problem.data.grid === null ? null : outward(span, halved(problem.data.grid, spread.scale));
  if (seen && gridObstacles({ ...spread, field: 'sigma' }, seen).length === 0)
    return { ...seen, source: 'data' };
  return { ...outward(span, chosenStep(spread, span)), source: 'chosen' };
}

/** Why a declared grid and a declared domain do not go together; empty when they do or one is missing. */
export function declarationObstacles({ domain, grid }: Pick<Problem, 'domain' | 'grid'>): Obstacle[] {
  if (domain === null || grid === null) return [];
  const steps = (domain[1] - domain[0]) / grid;
  if (isWhole(steps)) return [];
  const near = Math.max(1, Math.round(steps));
  const message =
    `the model's domain [${domain[0]}, ${domain[1]}] is ${steps} steps of its grid ${grid} wide, which is not whole; ` +
    `a step of ${(domain[1] - domain[0]) / near} would make ${near}`;
  return [{ code: 'grid_mismatch', message }];
}

/** Why noise of this size cannot be made on a grid; empty when it can. */
export function gridObstacles(named: Named, grid: Grid): Obstacle[] {
  return [
    ...tooManySteps(grid),
    ...tooFine(named, grid),
    ...tooCoarse(named, grid),
    ...tooLarge(named, grid),
  ];
}

/** Why no noise at all can be made on a grid. */
export function tooManySteps(grid: Grid): Obstacle[] {
  const steps = gridSteps(grid);
  if (steps <= MOST_STEPS) return [];
  const many = Number.isFinite(steps) ? `${steps} steps` : 'too many steps to count';
  const message = `the grid of step ${grid.step} has ${many} from ${grid.low} to ${grid.high}; at most ${MOST_STEPS} are possible`;
  return [{ code: 'grid_too_fine', message }];
}

function tooFine({ law, scale, field }: Named, { step }: Grid): Obstacle[] {
  if (law.reach(scale, step) <= LARGEST_REACH) return [];
  const many = Number.isFinite(scale / step) ? `${scale / step}` : 'too many';
  const most = leastCount(LARGEST_REACH, (steps) => law.reach(steps + 1, 1) > LARGEST_REACH) ?? LARGEST_REACH;
  const message =
    `${field} = ${scale} is ${many} steps of the grid (${step}); the noise is exact for at most ` +
    `${most}, which is ${field} = ${most * step}`;
  return [{ code: `${field}_too_large`, message, pointer: `/${field}` }];
}

/**
 * Noise below a step moves few coordinates at all: what is certified then has little to do with the model under such noise.
 */
function tooCoarse({ scale, field }: Named, { step }: Grid): Obstacle[] {
  if (scale >= step) return [];
  const message = `${field} = ${scale} is less than the grid's step ${step}, and noise would be lost on it; ${field} from ${step} on is possible`;
  return [{ code: `${field}_too_small`, message, pointer: `/${field}` }];
}

function tooLarge({ law, scale, field }: Named, grid: Grid): Obstacle[] {
  const clip = law.clip(scale, grid.step);
  const ends = [gridValue(grid, -clip), gridValue(grid, gridSteps(grid) + clip)];
  if (ends.every(Number.isFinite)) return [];
  const message = `with ${field} = ${scale} noisy values leave the range of float32`;
  return [{ code: `${field}_too_large`, message, pointer: `/${field}` }];
}

function chosenStep({ law, scale }: Spread, [low, high]: readonly [number, number]): number {
  let step = 2 ** Math.max(-1000, Math.round(Math.log2(scale / law.fineness)));
  while ((high - low) / step > MOST_STEPS / 2) step *= 2;
  return step;
}

/** Steps that make the noise's scale at least, where the step is not the model's own. */
const FINE = 32;

function halved(step: number, scale: number): number {
  let fine = step;
  while (fine > scale / FINE && fine > Number.MIN_VALUE) fine /= 2;
  return fine;
}

/** The least grid that begins at the low end of an interval and covers it. */
const from = ([low, high]: readonly [number, number], step: number): Grid => ({
  step,
  low,
  high: low + wholeAbove((high - low) / step) * step,
});

/** The least grid of whole multiples of the step that covers an interval. */
function outward([low, high]: readonly [number, number], step: number): Grid {
  return { step, low: -wholeAbove(-low / step) * step + 0, high: wholeAbove(high / step) * step + 0 };
}

const wholeAbove = (steps: number): number => (isWhole(steps) ? Math.round(steps) : Math.ceil(steps));

const isWhole = (steps: number): boolean =>
  Math.abs(steps - Math.round(steps)) <= Math.min(ROUNDING * Math.max(1, Math.abs(steps)), 0.01);
