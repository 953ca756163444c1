import { describe, expect, it } from 'vitest';
import { evaluator } from '../../../../src/adapters/onnxruntime/evaluator.ts';
import { float, GraphBuilder } from '../../../../src/graph/builder.ts';
import { encode } from '../../../../src/graph/onnx/encode.ts';
import { lrnAccuracy } from '../../../../src/graph/operators/approximation.ts';
import { points } from './points.ts';

const SAFETY = 4;
const ALL = points().filter((x) => Math.abs(x) < 2 ** 60);

/** One channel, so that no other square is added. */
async function run(beta: number, bias: number): Promise<Float32Array> {
  const graph = new GraphBuilder();
  const dims = [1, 1, 1, ALL.length];
  const attributes = { size: 1, alpha: float(0.5), beta: float(beta), bias: float(bias) };
  graph.node('LRN', [graph.input('x', dims)], attributes, { outputs: ['y'] });
  graph.output('y', dims);
  const program = await evaluator.load(encode(graph.model(21, 10)));
  return (await program.run({ x: { type: 'float32', dims, data: ALL } }))['y']!.data as Float32Array;
}

describe('a response normalisation of one channel errs by a quarter of its accuracy at most', () => {
  it.each([0.25, 0.5, 0.75, 1, 1.5, 2, 5])('with exponent %d', async (beta) => {
    const { relative, absolute } = lrnAccuracy(beta);
    for (const bias of [0.75, 1, 2, 1000]) {
      const y = await run(beta, bias);
      const shares = ALL.map((x, at) => {
        const exact = x * (bias + 0.5 * x * x) ** -beta;
        return (SAFETY * Math.abs(y[at]! - exact)) / (relative * Math.abs(exact) + absolute);
      });
      expect(shares.reduce((most, share) => (share <= most ? most : share))).toBeLessThanOrEqual(1);
    }
  });
});
