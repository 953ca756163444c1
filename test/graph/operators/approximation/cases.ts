import { type AttributeValue, float, GraphBuilder } from '../../../../src/graph/builder.ts';
import { encode } from '../../../../src/graph/onnx/encode.ts';
import { APPROXIMATIONS } from '../../../../src/graph/operators/approximation.ts';
import type { Accuracy } from '../../../../src/graph/rewrites/interval/emit.ts';
import { celu, elu, EXACT, leakyRelu, pow, type Real, selu } from './exact.ts';

/** An operator with its attributes, the function that it stands for, and what is claimed of it. */
export interface Case {
  readonly name: string;
  readonly operator: string;
  readonly attributes?: Readonly<Record<string, AttributeValue>>;
  /** A second, constant operand. */
  readonly operand?: number;
  readonly exact: Real;
  readonly accuracy: Accuracy;
}

/** The row for a parameter that errors are multiplied by. */
const times = ({ relative, absolute }: Accuracy, factor: number): Accuracy => ({
  relative,
  absolute: absolute * Math.max(1, factor),
});

const PLAIN: readonly Case[] = Object.entries(EXACT).map(([name, exact]) => ({
  ...{ name, operator: name, exact, accuracy: APPROXIMATIONS[name as keyof typeof APPROXIMATIONS] },
  ...(name === 'GeluTanh' && { operator: 'Gelu', attributes: { approximate: 'tanh' } }),
}));

const POWERS: readonly Case[] = [-2, -1, -0.5, 1 / 3, 0.5, 1, 1.5, 2, 2.5, 3, 4, 7].map((given) => {
  const operand = Math.fround(given);
  const name = `Pow ${operand}`;
  return { name, operator: 'Pow', operand, exact: pow(operand), accuracy: APPROXIMATIONS.Pow };
});

const SCALED: readonly Case[] = [0.001, 0.3, 2, 25].flatMap((given): Case[] => {
  const alpha = Math.fround(given);
  const attributes = { alpha: float(alpha) };
  return [
    {
      ...{ name: `Elu ${given}`, operator: 'Elu', attributes },
      ...{ exact: elu(alpha), accuracy: times(APPROXIMATIONS.Elu, alpha) },
    },
    {
      ...{ name: `Celu ${given}`, operator: 'Celu', attributes },
      ...{ exact: celu(alpha), accuracy: times(APPROXIMATIONS.Celu, alpha) },
    },
    {
      ...{ name: `Selu ${given}, 3`, operator: 'Selu', attributes: { ...attributes, gamma: float(3) } },
      ...{ exact: selu(alpha, 3), accuracy: times(APPROXIMATIONS.Selu, 3 * alpha) },
    },
  ];
});

export const CASES: readonly Case[] = [...PLAIN, ...POWERS, ...SCALED];

export type Rounded = Omit<Case, 'accuracy'>;

/** The exact result rounded once: for any two operands in order, the results are in order too. */
export const ROUNDED: readonly Rounded[] = [
  { name: 'Sqrt', operator: 'Sqrt', exact: Math.sqrt },
  { name: 'Reciprocal', operator: 'Reciprocal', exact: (x) => 1 / x },
  ...[0.01, 0.1, 3, -0.7].map(Math.fround).flatMap((slope): Rounded[] => [
    {
      ...{ name: `LeakyRelu ${slope}`, operator: 'LeakyRelu', exact: leakyRelu(slope) },
      attributes: { alpha: float(slope) },
    },
    { name: `PRelu ${slope}`, operator: 'PRelu', operand: slope, exact: leakyRelu(slope) },
  ]),
];

/** y = f(x), where x may be what a 1×1 convolution or a product with the identity passes on, for the engine to fuse. */
export function modelOf(
  { operator, attributes = {}, operand }: Rounded,
  before: 'nothing' | 'convolution' | 'product' = 'nothing',
  width = 16,
): Uint8Array {
  const graph = new GraphBuilder();
  const dims = { nothing: ['n'], convolution: [1, width, 'n'], product: ['n', width] }[before];
  let x = graph.input('x', dims);
  const identity = Float32Array.from({ length: width * width }, (_, at) => (at % (width + 1) === 0 ? 1 : 0));
  if (before === 'convolution') x = graph.node('Conv', [x, graph.constant(identity, [width, width, 1])]);
  if (before === 'product')
    x = graph.node('Gemm', [x, graph.constant(identity, [width, width]), graph.constant([0])]);
  const operands = operand === undefined ? [x] : [x, graph.constant([operand], [1])];
  graph.node(operator, operands, attributes, { outputs: ['y'] });
  graph.output('y', dims);
  return encode(graph.model(21, 10));
}
