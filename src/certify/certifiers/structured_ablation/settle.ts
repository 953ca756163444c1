import { absenceObstacles, absenceOf, sampleShapeOf } from '../../ablations/absence.ts';
import { classObstacles, windowObstacles } from '../../ablations/limits.ts';
import { pictureOf, pixelsOf, type Picture } from '../../ablations/picture.ts';
import { MOST_PIXELS } from '../../ablations/subsets.ts';
import type { Obstacle, Problem } from '../../certifier.ts';
import type { StructuredRequest, StructuredSettled } from './request.ts';

/**
 * What keeps structured ablation from a model, whatever the parameters: it needs two classes, and more pixels than one. Absent
 * pixels that have a value can be shown to any model.
 */
export function structuredSupports({ classes, shape, layout }: Omit<Problem, 'data'>): Obstacle[] {
  return [...classObstacles(classes), ...(shape.length === 0 ? [] : sizeObstacles(pictureOf(shape, layout)))];
}

/** Fills in every default, or says everything that is wrong with the parameters for this problem. */
export function settleStructured(
  request: StructuredRequest,
  problem: Problem,
): { settled: StructuredSettled } | { obstacles: readonly Obstacle[] } {
  const { name, window, absent } = request;
  const { shape, layout = 'NCHW', domain, data } = problem;
  const absence = absenceOf(absent);
  const isKnown = shape.length > 0;
  const sample = isKnown ? sampleShapeOf(absence, shape, layout) : null;
  const picture = sample && pictureOf(sample, layout);
  const range = domain ?? data.range;
  const obstacles = [
    ...structuredSupports(problem),
    ...(isKnown ? absenceObstacles(absence, { sample, model: shape, layout, range }) : []),
    ...(picture ? windowObstacles(window, picture) : []),
  ];
  if (obstacles.length > 0) return { obstacles };
  const { height, width } = picture ?? { height: 1, width: 1 };
  return { settled: { name, window, absent, height, width, layout } };
}

function sizeObstacles(picture: Picture): Obstacle[] {
  const pixels = pixelsOf(picture);
  if (pixels > MOST_PIXELS) {
    const message = `a sample of ${pixels} pixels is too large: at most ${MOST_PIXELS} are possible`;
    return [{ code: 'too_many_pixels', message }];
  }
  if (pixels > 1) return [];
  return [{ code: 'one_pixel', message: 'a sample is a single pixel: a patch would cover all of it' }];
}
