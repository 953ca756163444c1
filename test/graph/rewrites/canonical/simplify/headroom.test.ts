import { float, type GraphBuilder } from '../../../../../src/graph/builder.ts';
import { operatorLaws, type OperatorCase } from '../../../../laws/operator.ts';
import { weights } from './weights.ts';

/** Factors and shifts, one after the other: a number n is x · n, a list of one is x + n. */
const chain =
  (steps: readonly (number | readonly [number])[]): OperatorCase['node'] =>
  (b, x) =>
    steps.reduce<string>(
      (value, step) =>
        typeof step === 'number'
          ? b.node('Mul', [value, b.constant([step], [])])
          : b.node('Add', [value, b.constant(step, [])]),
      x,
    );

function normalized(b: GraphBuilder, x: string, scale: readonly number[], mean: readonly number[]): string {
  const parts = [b.constant(scale), weights(b, [3], 3), b.constant(mean), b.constant([0.3, 1e-3, 40])];
  return b.node('BatchNormalization', [x, ...parts], { epsilon: float(1e-5) });
}

const dense = (b: GraphBuilder, x: string, seed = 1): string =>
  b.node('Add', [b.node('MatMul', [x, weights(b, [3, 3], seed)]), weights(b, [3], seed + 5)]);

const common = { dims: [3], widest: 100, domain: [-1000, 1000] } as const;

/** Bounds of what was folded enclose what the engine makes of the file, which rounds at every step. */
operatorLaws('folded', [
  {
    ...common,
    title: 'not: shifts that cancel',
    points: [0.4, 0.5, 0.6],
    node: chain([[2 ** 23], [-(2 ** 23)]]),
  },
  {
    ...common,
    title: 'shifts of a product that cancel',
    points: [0.4, 0.5, 0.6],
    node: chain([1.5, [2 ** 23], [-(2 ** 23)]]),
    rounding: { relative: 1e-5, absolute: 128 },
  },
  {
    ...common,
    title: 'factors that cancel',
    points: [1, 3],
    node: chain([3, Math.fround(1 / 3)]),
    rounding: { relative: 2e-5, absolute: 1e-18 },
  },
  {
    ...common,
    title: 'more factors than there is room for',
    node: chain(Array.from({ length: 20 }, () => 1.1)),
    rounding: { relative: 4e-5, absolute: 1e-18 },
  },
  {
    ...common,
    title: 'factors and shifts in turn',
    node: chain([[7], 0.1, [-0.7], 9, [5], 1.3]),
    rounding: { relative: 1e-4, absolute: 1e-3 },
  },
  {
    ...common,
    title: 'a normalisation of the input',
    node: (b, x) => normalized(b, x, [1, -3, 0], [500, -500, 1]),
    rounding: { relative: 1e-4, absolute: 1 },
  },
  {
    ...common,
    title: 'a normalisation of a dense layer',
    node: (b, x) => normalized(b, dense(b, x), [1, -3, 0], [500, -500, 1]),
    rounding: { relative: 1e-4, absolute: 1 },
    mixes: true,
    loose: 1.001,
  },
  {
    ...common,
    title: 'a dense layer, scaled and shifted',
    node: (b, x) => chain([0.3, [1000], [-1000]])(b, dense(b, x)),
    rounding: { relative: 1e-4, absolute: 0.1 },
    mixes: true,
    loose: 1.001,
  },
]);
