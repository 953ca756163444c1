import { evaluator } from '../../../src/adapters/onnxruntime/evaluator.ts';
import { elementCount, type Tensor } from '../../../src/graph/tensor.ts';
import type { Program } from '../../../src/graph/evaluate.ts';
import type { Model } from '../../../src/graph/graph.ts';
import { encode } from '../../../src/graph/onnx/encode.ts';
import { canonical } from '../../../src/graph/rewrites/canonical/compile.ts';
import type { Arithmetic } from '../../../src/graph/rewrites/interval/emit.ts';
import { interval, type Traced } from '../../../src/graph/rewrites/interval/interval.ts';

/** Ends of one value, all rows of the batch one after another. */
export interface Range {
  readonly dims: readonly number[];
  readonly lower: Float32Array;
  readonly upper: Float32Array;
}

/** The box of inputs and the bounds of what the operator makes of it. */
export interface Bounded {
  readonly box: Range;
  readonly result: Range;
}

/** A model's bounds graph in the engine. The boxes are centre ± epsilon, one epsilon a row. */
export interface Compiled {
  bounds(centres: Float32Array, epsilons: Float32Array): Promise<Bounded>;
  release(): Promise<void>;
}

/** The value whose bounds are looked at; where canonical form does without it, the model's output. */
export async function compile(
  model: Model,
  value: string,
  rows: number,
  arithmetic: Arithmetic,
): Promise<Compiled> {
  const form = await canonical(model, evaluator, rows);
  const bounds = interval(form, { arithmetic, norm: 'linf', trace: true });
  const { graph } = form.model;
  const [input, output] = [graph.inputs[0]!.name, graph.outputs[0]!.name];
  const tracedAs = (name: string) => bounds.traced.find((one) => one.value === name);
  const dims = form.types.get(input)!.dims;
  const program = await evaluator.load(encode(bounds.model));
  return {
    release: () => program.release(),
    async bounds(centres, epsilons) {
      const results = await program.run(feeds(centres, epsilons, dims));
      return {
        box: rangeOf(results, tracedAs(input)!),
        result: rangeOf(results, (tracedAs(value) ?? tracedAs(output))!),
      };
    },
  };
}

const tensor = (data: Float32Array, dims: readonly number[]): Tensor => ({ type: 'float32', dims, data });

function feeds(centres: Float32Array, epsilons: Float32Array, dims: readonly number[]) {
  const [rows = 1, ...sample] = dims;
  return {
    x: tensor(centres, dims),
    epsilon: tensor(epsilons, [rows, ...sample.map(() => 1)]),
    low: tensor(Float32Array.of(-Infinity), []),
    high: tensor(Float32Array.of(Infinity), []),
    class: { type: 'int64', dims: [rows], data: new BigInt64Array(rows) } as const,
  };
}

const rangeOf = (results: Record<string, Tensor>, { dims, lower, upper }: Traced): Range => ({
  dims,
  lower: results[lower]!.data as Float32Array,
  upper: results[upper]!.data as Float32Array,
});

/** The model as it is, in the engine. */
export const plain = (model: Model): Promise<Program> => evaluator.load(encode(model));

export async function forward(program: Program, x: Float32Array, dims: readonly number[]): Promise<Tensor> {
  if (x.length !== elementCount(dims)) throw new Error('as many numbers as the dims say');
  const results = await program.run({ x: tensor(x, dims) });
  return results[program.outputs[0]!]!;
}
