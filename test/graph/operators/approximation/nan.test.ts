import { describe, expect, it } from 'vitest';
import { evaluator } from '../../../../src/adapters/onnxruntime/evaluator.ts';
import { GraphBuilder } from '../../../../src/graph/builder.ts';
import { encode } from '../../../../src/graph/onnx/encode.ts';

/*
 * Bounds guard themselves by NaN: what an operator here is given as NaN it answers as NaN, at every place, and touches no
 * other. MaxPool, GlobalMaxPool, ReduceMax, ReduceMin, ThresholdedRelu, Shrink, comparisons, and Pow with exponent 0 answer
 * numbers instead, by place: they must not be relied on.
 */

type Write = (graph: GraphBuilder, x: string) => string;

const one = (operator: string, ...operands: readonly number[]): [string, Write] => [
  [operator, ...operands].join(' '),
  (graph, x) => graph.node(operator, [x, ...operands.map((value) => graph.constant([value], []))]),
];

const swapped = (operator: string, operand: number): [string, Write] => [
  `${operator} ${operand} first`,
  (graph, x) => graph.node(operator, [graph.constant([operand], []), x]),
];

const KEEPERS: readonly [string, Write][] = [
  ...['Relu', 'Abs', 'Neg', 'Sign', 'Floor', 'Ceil', 'Round', 'HardSigmoid', 'HardSwish'].map((name) =>
    one(name),
  ),
  ...['Max', 'Min', 'Add', 'Sub', 'Mul', 'Div'].flatMap((name) => [one(name, 0.5), swapped(name, 0.5)]),
  ...[
    one('Max', -Infinity),
    one('Min', Infinity),
    one('Max', 0),
    one('Clip', -1, 1),
    one('Mul', 0),
    one('PRelu', 0),
  ],
  ['Max of two', (graph, x) => graph.node('Max', [x, graph.node('Neg', [x])])],
  [
    'Where',
    (graph, x) => graph.node('Where', [graph.constant(Uint8Array.of(1), [], { type: 'bool' }), x, x]),
  ],
  ['Cast', (graph, x) => graph.node('Cast', [graph.node('Cast', [x], { to: 11 })], { to: 1 })],
];

/** Quiet and signalling, of either sign. */
const NANS = new Float32Array(Uint32Array.of(0x7fc00000, 0xffc00000, 0x7f800001, 0xffbfffff).buffer);

describe.each(KEEPERS)('%s', (_, write) => {
  it('answers NaN where it is given NaN, and only there', async () => {
    const graph = new GraphBuilder();
    const y = write(graph, graph.input('x', ['n']));
    graph.output(y, ['n']);
    const program = await evaluator.load(encode(graph.model(21, 10)));
    for (let length = 1; length <= 67; length++) {
      const nans = new Uint32Array(NANS.buffer);
      const bits = new Uint32Array(length).fill(0x3f000000);
      for (let at = length % 3; at < length; at += 3) bits[at] = nans[at % 4]!;
      const x = new Float32Array(bits.buffer);
      const answer = (await program.run({ x: { type: 'float32', dims: [length], data: x } }))[y]!
        .data as Float32Array;
      expect([...answer].map(Number.isNaN)).toEqual([...x].map(Number.isNaN));
    }
  });
});

const AFTER: readonly [string, Write][] = [
  one('Relu'),
  ...[
    one('Clip', 0, 6),
    one('Max', 0),
    one('Sigmoid'),
    one('Tanh'),
    one('LeakyRelu'),
    one('HardSigmoid'),
    one('Elu'),
  ],
];

describe.each(AFTER)('%s that the engine fuses', (_, write) => {
  it.each([1, 3, 16, 33])('keeps NaN after a convolution and a product of %i channels', async (width) => {
    for (const operator of ['Conv', 'Gemm']) {
      const graph = new GraphBuilder();
      const dims = operator === 'Conv' ? [2, width, 5, 5] : [5, width];
      const weights = graph.constant(new Float32Array(width * width).fill(1), [
        width,
        width,
        ...dims.slice(2).fill(1),
      ]);
      const y = write(graph, graph.node(operator, [graph.input('x', dims), weights]));
      graph.output(y, dims);
      const program = await evaluator.load(encode(graph.model(21, 10)));
      const x = new Float32Array(dims.reduce((all, dim) => all * dim, 1)).fill(0.5);
      x[0] = NaN;
      const answer = (await program.run({ x: { type: 'float32', dims, data: x } }))[y]!.data as Float32Array;
      const reached = (at: number) => (operator === 'Conv' ? at < 25 * width && at % 25 === 0 : at < width);
      expect([...answer].map(Number.isNaN)).toEqual([...x.keys()].map(reached));
    }
  });
});
