import { describe, expect, it } from 'vitest';
import { evaluator } from '../../../../src/adapters/onnxruntime/evaluator.ts';
import { GraphBuilder } from '../../../../src/graph/builder.ts';
import { encode } from '../../../../src/graph/onnx/encode.ts';
import { logSoftmaxAccuracy, softmaxAccuracy } from '../../../../src/graph/operators/approximation.ts';

const UNIT = 2 ** -24;
const SAFETY = 4;
/** What rounding d = x − max x does to exp(d), relatively, while exp(d) is a normal float32: half a unit in [64, 128). */
const ROUNDED_DISTANCE = 64 * UNIT;

type Operator = 'Softmax' | 'LogSoftmax';

/** Numbers in (0, 1), the same in every run. */
function stream(): () => number {
  let state = 12_345;
  return () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
}

const random = stream();

/** Logits whose distances reach about `spread`, with some far above the others, around `centre`. */
const logits = (length: number, spread: number, centre: number) =>
  Float32Array.from({ length }, () => centre + spread * (random() + (random() < 0.1 ? 0.5 : -0.5)));

async function run(operator: Operator, axis: 1 | 2, x: Float32Array, terms: number): Promise<Float32Array[]> {
  const rows = x.length / terms;
  const dims = axis === 2 ? [rows / 2, 2, terms] : [rows / 2, terms, 2];
  const graph = new GraphBuilder();
  graph.node(operator, [graph.input('x', dims)], { axis }, { outputs: ['y'] });
  graph.output('y', dims);
  const program = await evaluator.load(encode(graph.model(21, 10)));
  const y = (await program.run({ x: { type: 'float32', dims, data: x } }))['y']!.data as Float32Array;
  return split(y, axis, terms);
}

/** The rows that a softmax goes over. */
function split(values: Float32Array, axis: 1 | 2, terms: number): Float32Array[] {
  const rows = Array.from({ length: values.length / terms }, () => new Float32Array(terms));
  values.forEach((value, at) => {
    const [row, term] =
      axis === 2
        ? [Math.floor(at / terms), at % terms]
        : [2 * Math.floor(at / (2 * terms)) + (at % 2), Math.floor(at / 2) % terms];
    rows[row]![term] = value;
  });
  return rows;
}

/** log softmax in double precision, of distances from the largest as they are, or as float32 rounds them. */
function logSoftmax(x: Float32Array, round: (d: number) => number): number[] {
  const greatest = x.reduce((most, one) => Math.max(most, one));
  const distances = Array.from(x, (one) => round(one - greatest));
  const logarithm = Math.log(distances.reduce((sum, d) => sum + Math.exp(d), 0));
  return distances.map((d) => d - logarithm);
}

type Judge = (engine: number, log: number, logOfRounded: number) => number;

async function worst(operator: Operator, axis: 1 | 2, terms: number, judge: Judge): Promise<number> {
  let most = 0;
  for (const spread of [0.01, 1, 10, 40, 87, 104, 300]) {
    const x = logits(terms * 2 * Math.ceil(2000 / terms), spread, spread > 50 ? 0 : 50);
    const y = await run(operator, axis, x, terms);
    split(x, axis, terms).forEach((row, at) => {
      const exact = logSoftmax(row, (d) => d);
      const rounded = logSoftmax(row, Math.fround);
      y[at]!.forEach((value, i) => (most = Math.max(most, judge(value, exact[i]!, rounded[i]!))));
    });
  }
  return most;
}

describe.each([1, 2, 3, 5, 10, 16, 17, 64, 100, 1000])('over %i terms', (terms) => {
  it.each([1, 2] as const)('along axis %i, Softmax is within its accuracy', async (axis) => {
    const { relative, absolute } = softmaxAccuracy(terms);
    const whole: Judge = (engine, log) =>
      Math.abs(engine - Math.exp(log)) / (relative * Math.exp(log) + absolute);
    const rest: Judge = (engine, _, log) =>
      (SAFETY * Math.abs(engine - Math.exp(log))) /
      ((relative - ROUNDED_DISTANCE) * Math.exp(log) + absolute);
    const judged = await worst('Softmax', axis, terms, (...all) => Math.max(whole(...all), rest(...all)));
    expect(judged).toBeLessThanOrEqual(1);
  });

  it.each([1, 2] as const)('along axis %i, LogSoftmax is within its accuracy', async (axis) => {
    const { relative, absolute } = logSoftmaxAccuracy(terms);
    const judge: Judge = (engine, log) =>
      (SAFETY * Math.abs(engine - log)) / (relative * Math.abs(log) + absolute);
    expect(await worst('LogSoftmax', axis, terms, judge)).toBeLessThanOrEqual(1);
  });
});
