import { float } from '../../../src/graph/builder.ts';
import { operatorLaws, refusalLaws, type OperatorCase } from '../../laws/operator.ts';
import { standardised } from './standardised.ts';

const SCALE = [1, -2, 0.5, 3, 1, -1];
const BIAS = [0, 1, -1, 0.25, 100, 0];

const layer =
  (axis: number, epsilon: number, biased = true): OperatorCase['node'] =>
  (builder, x) => {
    const inputs = [x, builder.constant(SCALE), ...(biased ? [builder.constant(BIAS)] : [])];
    return builder.node('LayerNormalization', inputs, { axis, epsilon: float(epsilon) });
  };

const exact =
  (epsilon: number, biased = true) =>
  (x: Float64Array) =>
    standardised(
      [...x],
      (i) => SCALE[i]!,
      (i) => (biased ? BIAS[i]! : 0),
      Math.fround(epsilon),
    );

operatorLaws('LayerNormalization', [
  {
    title: 'of numbers around zero',
    dims: [6],
    node: layer(-1, 1e-5),
    rounding: { relative: 1e-4, absolute: 1e-3 },
    loose: 12,
    exact: exact(1e-5),
  },
  {
    title: 'of numbers far from zero, without a bias',
    dims: [6],
    node: layer(1, 1e-5, false),
    points: [100, -1000],
    domain: [-1001, -10],
    rounding: { relative: 1e-3, absolute: 8 },
    loose: 12,
    exact: exact(1e-5, false),
  },
  {
    title: 'with a large epsilon, over several axes',
    dims: [2, 3],
    node: (builder, x) =>
      builder.node(
        'LayerNormalization',
        [x, builder.constant(SCALE, [2, 3]), builder.constant(BIAS, [2, 3])],
        { axis: 1, epsilon: float(1) },
      ),
    rounding: { relative: 1e-4, absolute: 1e-3 },
    loose: 12,
    exact: exact(1),
  },
]);

refusalLaws('LayerNormalization', [
  { title: 'a variance of zero', dims: [6], node: layer(-1, 0), reason: /its epsilon is 0/ },
  {
    title: 'the mean as an output',
    dims: [6],
    node(builder, x) {
      const outputs = ['normal', 'mean'];
      builder.node('LayerNormalization', [x, builder.constant(SCALE)], {}, { outputs });
      return builder.node('Add', outputs);
    },
    reason: /as outputs, have no bounds/,
  },
]);
