import { describe, expect, it } from 'vitest';
import { evaluator } from '../../../src/adapters/onnxruntime/evaluator.ts';
import { GraphBuilder } from '../../../src/graph/builder.ts';
import { canonical } from '../../../src/graph/rewrites/canonical/compile.ts';
import { obstaclesOf } from '../../../src/graph/rewrites/interval/obstacles.ts';
import { numbers } from '../../certify/numbers.ts';
import { compile, forward, plain } from '../../laws/operator/compiled.ts';
import { halves } from './halves.ts';
import { whole } from './movements.ts';

/** One sample: [1, 3] times [3, 2], or [2, 3] transposed, and a row that depends on the input or not. */
function networkOf(transB: 0 | 1, added: 'nothing' | 'constant' | 'bounded', alpha = 1) {
  const builder = new GraphBuilder('gemm');
  const x = builder.input('x', [1, 12]);
  const [first, second] = halves(builder, x, 6);
  const row = builder.node('Slice', [first, whole(builder, [0]), whole(builder, [3]), whole(builder, [1])]);
  const pair = builder.node('Slice', [first, whole(builder, [3]), whole(builder, [5]), whole(builder, [1])]);
  const matrix = builder.node('Reshape', [second, whole(builder, transB ? [2, 3] : [3, 2])]);
  const third = { nothing: [], constant: [builder.constant([1, -1])], bounded: [pair] }[added];
  const value = builder.node('Gemm', [row, matrix, ...third], { transB, ...(alpha !== 1 && { alpha }) });
  builder.output(value, null);
  return { model: builder.model(21, 10), value };
}

const CASES = ([0, 1] as const).flatMap((transB) =>
  (['nothing', 'constant', 'bounded'] as const).map((added) => ({ transB, added })),
);

describe.each(CASES)('Gemm of two bounded values, transB = $transB, adding $added', ({ transB, added }) => {
  const { model, value } = networkOf(transB, added);

  it.each([0, 1e-6, 0.01, 0.5])('encloses results within ±%s, and is not far wider', async (epsilon) => {
    const compiled = await compile(model, value, 1, 'float32');
    const centre = Float32Array.from({ length: 12 }, (_, i) => ((i * 5) % 7) - 2.5);
    const { box, result } = await compiled.bounds(centre, Float32Array.of(epsilon));
    await compiled.release();
    const program = await plain(model);
    const uniform = numbers(5);
    const seen: Float32Array[] = [];
    for (let i = 0; i < 200; i++) {
      const x = box.lower.map((low, at) => (uniform() < 0.5 ? low : box.upper[at]!));
      seen.push((await forward(program, x, [1, 12])).data as Float32Array);
    }
    await program.release();
    for (const [at, lower] of result.lower.entries()) {
      const values = seen.map((one) => one[at]!);
      const [least, most] = [Math.min(...values), Math.max(...values)];
      expect(lower).toBeLessThanOrEqual(least);
      expect(result.upper[at]).toBeGreaterThanOrEqual(most);
      expect(result.upper[at]! - lower).toBeLessThanOrEqual(2 * (most - least) + 5e-4);
    }
  });
});

it('refuses a Gemm of two bounded values that is not in canonical form', async () => {
  const obstacles = obstaclesOf(await canonical(networkOf(0, 'nothing', 0.5).model, evaluator, 1));
  expect(obstacles).toEqual([expect.objectContaining({ operator: 'Gemm' })]);
});
