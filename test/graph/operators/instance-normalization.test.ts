import { float } from '../../../src/graph/builder.ts';
import { operatorLaws, type OperatorCase } from '../../laws/operator.ts';
import { standardised } from './standardised.ts';

const SCALE = [1.5, -2];
const BIAS = [0.25, -1];

const instance =
  (epsilon: number): OperatorCase['node'] =>
  (builder, x) =>
    builder.node('InstanceNormalization', [x, builder.constant(SCALE), builder.constant(BIAS)], {
      epsilon: float(epsilon),
    });

const exact = (size: number, epsilon: number) => (x: Float64Array) =>
  [0, 1].flatMap((channel) =>
    standardised(
      [...x.slice(channel * size, (channel + 1) * size)],
      () => SCALE[channel]!,
      () => BIAS[channel]!,
      Math.fround(epsilon),
    ),
  );

operatorLaws('InstanceNormalization', [
  {
    title: 'of images around zero',
    dims: [2, 2, 3],
    node: instance(1e-5),
    rounding: { relative: 1e-4, absolute: 1e-3 },
    loose: 16,
    exact: exact(6, 1e-5),
  },
  {
    title: 'of sequences far from zero',
    dims: [2, 4],
    node: instance(1e-5),
    points: [100, -1000],
    domain: [-1001, -10],
    rounding: { relative: 1e-3, absolute: 8 },
    loose: 16,
    exact: exact(4, 1e-5),
  },
  {
    title: 'of single numbers',
    dims: [2, 1, 1],
    node: instance(1e-2),
    widest: 1,
    rounding: { relative: 1e-3, absolute: 1e-2 },
    exact: exact(1, 1e-2),
  },
]);
