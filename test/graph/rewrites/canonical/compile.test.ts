import { describe, expect, it } from 'vitest';
import { evaluator } from '../../../../src/adapters/onnxruntime/evaluator.ts';
import { GraphBuilder } from '../../../../src/graph/builder.ts';
import type { Model } from '../../../../src/graph/graph.ts';
import { encode } from '../../../../src/graph/onnx/encode.ts';
import { canonical, Unsupported } from '../../../../src/graph/rewrites/canonical/compile.ts';
import { verify } from '../../../../src/graph/rewrites/canonical/verify.ts';
import { convolutional, linear, softmax, weights } from '../../../support/models.ts';

async function run(model: Model, batch: number, size: number, sample: readonly number[]) {
  const program = await evaluator.load(encode(model));
  const data = Float32Array.from({ length: batch * size }, (_, i) => Math.abs(Math.sin(i + 1)));
  const results = await program.run({ x: { type: 'float32', dims: [batch, ...sample], data } });
  await program.release();
  return results;
}

describe('canonical', () => {
  it.each([
    ['linear', linear(), [4]],
    ['convolutional', convolutional(), [1, 6, 6]],
  ])('gives the same outputs: %s', async (_, model, sample) => {
    const form = await canonical(model, evaluator, 5);
    const size = sample.reduce((product, one) => product * one, 1);
    const { logits: before } = await run(model, 5, size, sample);
    const [name] = form.model.graph.outputs.map((one) => one.name);
    const after = (await run(form.model, 5, size, sample))[name!]!;
    expect(after.dims).toEqual(before!.dims);
    for (const [i, value] of before!.data.entries())
      expect(Number(after.data[i])).toBeCloseTo(Number(value), 5);
  });

  it('simplifies until nothing applies', async () => {
    const form = await canonical(softmax(), evaluator, 2);
    expect(form.tail).toBe('softmax');
    expect(form.model.graph.nodes.map(({ operator }) => operator)).toEqual(['Gemm']);
    const again = await canonical(form.model, evaluator, 2);
    expect(again.model.graph).toEqual(form.model.graph);
    verify(form, 'all');
  });

  it('names nodes that have no name before it tells them', async () => {
    const builder = new GraphBuilder();
    const x = builder.input('x', ['batch', 4]);
    const first = builder.node('Relu', [x]);
    const sum = builder.node('ReduceSum', [first], { keepdims: 0 });
    builder.output(builder.node('Add', [x, sum]), ['batch', 4]);
    const error: unknown = await canonical(builder.model(13), evaluator, 2).catch((one: unknown) => one);
    expect(error).toBeInstanceOf(Unsupported);
    expect((error as Unsupported).obstacles).toMatchObject([{ node: 'ReduceSum_1', operator: 'ReduceSum' }]);
    expect((error as Error).message).toContain('the node "ReduceSum_1" (ReduceSum)');
  });

  it('does not mind what no output needs', async () => {
    const builder = new GraphBuilder();
    const x = builder.input('x', ['batch', 4]);
    builder.node('NonZero', [x]);
    builder.output(builder.node('MatMul', [x, builder.constant(weights(8), [4, 2])]), ['batch', 2]);
    const form = await canonical(builder.model(13), evaluator, 2);
    expect(form.model.graph.nodes).toHaveLength(1);
  });
});
