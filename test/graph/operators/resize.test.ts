import type { GraphBuilder } from '../../../src/graph/builder.ts';
import type { Attributes } from '../../../src/graph/rewrites/interval/emit.ts';
import { operatorLaws, refusalLaws } from '../../laws/operator.ts';
import { affine } from './sums.ts';

const by =
  (scales: readonly number[], attributes: Attributes) =>
  (builder: GraphBuilder, x: string): string =>
    builder.node('Resize', [x, '', builder.constant(scales)], attributes);

/** Two neighbours an axis, and eight for every place of the longest axis. */
const terms = (longest: number) => 16 + 8 * longest;
const nearest = { mode: 'nearest', nearest_mode: 'floor', coordinate_transformation_mode: 'asymmetric' };

operatorLaws('Resize', [
  affine({ title: 'to the nearest', dims: [1, 2, 2], terms: terms(4) }, by([1, 1, 2, 2], nearest)),
  affine({ title: 'to fewer', dims: [1, 4, 3], terms: terms(4) }, by([1, 1, 0.5, 1], nearest)),
  affine(
    { title: 'linear between centres', dims: [1, 2, 3], terms: terms(6) },
    by([1, 1, 2, 2], { mode: 'linear' }),
  ),
  affine(
    { title: 'linear between corners', dims: [1, 3, 2], terms: terms(7) },
    by([1, 1, 7 / 3, 1.5], { mode: 'linear', coordinate_transformation_mode: 'align_corners' }),
  ),
]);

refusalLaws('Resize', [
  {
    title: 'cubic',
    dims: [1, 4, 4],
    reason: /weights of both signs/,
    node: by([1, 1, 2, 2], { mode: 'cubic' }),
  },
]);
