import { absenceObstacles, absenceOf, sampleShapeOf } from '../../ablations/absence.ts';
import { classObstacles, keptObstacles, pictureObstacles } from '../../ablations/limits.ts';
import { pictureOf, pixelsOf, type Picture } from '../../ablations/picture.ts';
import { blocksOf } from '../../ablations/subsets.ts';
import type { Obstacle, Problem } from '../../certifier.ts';
import { settleVoting, votingObstacles } from '../../voting/settle.ts';
import { ablationClaim } from './claim.ts';
import type { AblationRequest, AblationSettled } from './request.ts';

type Shaped = Pick<Problem, 'shape' | 'layout'>;

/**
 * What keeps ablation from a model, whatever the parameters: it needs two classes, and samples that are not too small, nor too
 * large. Absent pixels that have a value can be shown to any model.
 */
export function ablationSupports({ classes, shape, layout }: Omit<Problem, 'data'>): Obstacle[] {
  return [
    ...classObstacles(classes),
    ...(shape.length === 0 ? [] : pictureObstacles(pictureOf(shape, layout))),
  ];
}

/** Fills in every default, or says everything that is wrong with the parameters for this problem. */
export function settleAblation(
  request: AblationRequest,
  problem: Problem,
): { settled: AblationSettled } | { obstacles: readonly Obstacle[] } {
  const picture = pictureFor(request, problem);
  const early = [
    ...ablationSupports(problem),
    ...absentObstacles(request, problem),
    ...(picture ? keptObstacles(request.kept, picture) : []),
    ...radiusObstacles(request.target?.radius),
  ];
  const settled = settledOf(request, problem, picture);
  const claim = early.length === 0 && picture ? ablationClaim(settled)({ allowance: 0, distance: 0 }) : null;
  const drawing = { blocks: blocksOf(request.kept, settled.pixels), allowance: 0, claim };
  const obstacles = [...early, ...votingObstacles(request, { settled, drawing })];
  return obstacles.length > 0 ? { obstacles } : { settled };
}

/** Of a sample; null where nothing is known of it, or no sample can be shown to the model. */
function pictureFor({ absent }: AblationRequest, { shape, layout }: Shaped): Picture | null {
  const sample = shape.length === 0 ? null : sampleShapeOf(absenceOf(absent), shape, layout);
  return sample && pictureOf(sample, layout);
}

function settledOf(request: AblationRequest, problem: Shaped, picture: Picture | null): AblationSettled {
  const { name, kept, absent } = request;
  const { layout = 'NCHW' } = problem;
  const pixels = picture ? pixelsOf(picture) : 1;
  return { name, kept, absent, pixels, layout, ...settleVoting(request) };
}

function absentObstacles({ absent }: AblationRequest, { shape, layout, domain, data }: Problem): Obstacle[] {
  if (shape.length === 0) return [];
  const absence = absenceOf(absent);
  const sample = sampleShapeOf(absence, shape, layout);
  const range = domain ?? data.range;
  return absenceObstacles(absence, { sample, model: shape, ...(layout && { layout }), range });
}

/** Pixels are whole. */
function radiusObstacles(radius: number | undefined): Obstacle[] {
  if (radius === undefined || Number.isInteger(radius)) return [];
  const below = Math.floor(radius);
  const possible = below < 1 ? 'the least is 1' : `${below} and ${below + 1} are possible`;
  const message = `the radius ${radius} is no whole number of pixels; ${possible}`;
  return [{ code: 'radius_not_whole', message, pointer: '/target/radius' }];
}
