import { evaluator } from '../../../../src/adapters/onnxruntime/evaluator.ts';
import type { IntervalSettled } from '../../../../src/certify/certifiers/interval/request.ts';
import type { Problem, Sample, Subject } from '../../../../src/certify/certifier.ts';
import type { Model } from '../../../../src/graph/graph.ts';
import { encode } from '../../../../src/graph/onnx/encode.ts';

/** A settled method: L∞, the deployed program, inputs in [0, 1]. What it asks for is added by each test. */
export const SETTLED = {
  name: 'interval',
  norm: 'linf',
  arithmetic: 'float32',
  domain: [0, 1],
  reach: 1,
} as const satisfies Partial<IntervalSettled>;

/** Two values in [0, 1], two classes. */
export const PAIR: Problem = {
  classes: 2,
  shape: [2],
  domain: [0, 1],
  grid: null,
  data: { range: [0, 1], grid: null },
};

/** A model made in code, loaded into the real engine. */
export async function subjectOf(model: Model, batch: number): Promise<Subject> {
  const { graph } = model;
  const program = await evaluator.load(encode(model));
  const [input, output] = [graph.inputs[0]!.name, graph.outputs[0]!.name];
  const shape = sizesOf(graph.inputs[0]!);
  return {
    classifier: {
      batch,
      classes: sizesOf(graph.outputs[0]!)[0]!,
      shape,
      async logits(data) {
        const results = await program.run({ [input]: { type: 'float32', dims: [batch, ...shape], data } });
        return results[output]!.data as Float32Array;
      },
    },
    model: () => Promise.resolve(model),
    evaluator,
  };
}

function sizesOf({ type }: Model['graph']['inputs'][number]): number[] {
  if (type.kind !== 'tensor' || !type.dims) throw new Error('a test model says its shapes');
  return type.dims.slice(1).map(Number);
}

export const sampleOf = (index: number, values: readonly number[], label: number | null = null): Sample => ({
  index,
  label,
  values: Float32Array.from(values),
});
