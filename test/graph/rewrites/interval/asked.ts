import { evaluator } from '../../../../src/adapters/onnxruntime/evaluator.ts';
import { readConstant } from '../../../../src/graph/constant.ts';
import type { Program } from '../../../../src/graph/evaluate.ts';
import type { Model } from '../../../../src/graph/graph.ts';
import { encode } from '../../../../src/graph/onnx/encode.ts';
import type { Canonical } from '../../../../src/graph/rewrites/canonical/canonical.ts';
import { canonical } from '../../../../src/graph/rewrites/canonical/compile.ts';
import { interval, type IntervalOptions } from '../../../../src/graph/rewrites/interval/interval.ts';
import { elementCount, type Tensor } from '../../../../src/graph/tensor.ts';

/** What a bounds graph is asked: one ε and one class a sample. The domain is everything when left out. */
export interface Question {
  readonly x: Float32Array;
  readonly epsilon: readonly number[];
  readonly classes?: readonly number[];
  readonly domain?: readonly [number, number];
}

export interface Ends {
  readonly dims: readonly number[];
  readonly lower: Float32Array;
  readonly upper: Float32Array;
}

export interface Answer {
  /** One row of margins a sample. */
  readonly margins: readonly Float32Array[];
  /** Ends of every value of the network, where they were asked for. */
  readonly ends: ReadonlyMap<string, Ends>;
}

/** A network beside its bounds graph, both in the engine. */
export interface Asked {
  readonly form: Canonical;
  readonly dims: readonly number[];
  ask(question: Question): Promise<Answer>;
  /** What the deployed program gives for a batch: one row of logits a sample. */
  deployed(x: Float32Array): Promise<readonly Float32Array[]>;
  release(): Promise<void>;
}

export type Options = Partial<Omit<IntervalOptions, 'box' | 'channels'>>;

export async function asked(model: Model, rows: number, options: Options = {}): Promise<Asked> {
  const form = await canonical(model, evaluator, rows);
  const written = interval(form, { arithmetic: 'float32', norm: 'linf', ...options });
  const bounds = await evaluator.load(encode(written.model));
  const plain = await evaluator.load(encode(model));
  const { dims } = form.types.get(form.model.graph.inputs[0]!.name)!;
  return {
    form,
    dims,
    async ask(question) {
      const results = await bounds.run(feeds(dims, question));
      const traced = written.traced.map(({ value, lower, upper, ...rest }): [string, Ends] => [
        value,
        { dims: rest.dims, lower: floatsOf(results[lower]!), upper: floatsOf(results[upper]!) },
      ]);
      return { margins: rowsOf(results['margins']!), ends: new Map(traced) };
    },
    deployed: async (x) => rowsOf(await only(plain, x, dims)),
    async release() {
      await bounds.release();
      await plain.release();
    },
  };
}

async function only(program: Program, x: Float32Array, dims: readonly number[]): Promise<Tensor> {
  const results = await program.run({ [program.inputs[0]!]: { type: 'float32', dims, data: x } });
  return results[program.outputs[0]!]!;
}

function feeds(dims: readonly number[], { x, epsilon, classes, domain }: Question) {
  const [rows = 1, ...sample] = dims;
  if (x.length !== elementCount(dims) || epsilon.length !== rows)
    throw new Error('as many as there are rows');
  const float = (data: Float32Array, of: readonly number[]): Tensor => ({ type: 'float32', dims: of, data });
  const [low, high] = domain ?? [-Infinity, Infinity];
  return {
    x: float(x, dims),
    epsilon: float(Float32Array.from(epsilon), [rows, ...sample.map(() => 1)]),
    low: float(Float32Array.of(low), []),
    high: float(Float32Array.of(high), []),
    class: {
      type: 'int64',
      dims: [rows],
      data: BigInt64Array.from(classes ?? epsilon.map(() => 0), BigInt),
    } as Tensor,
  };
}

export const floatsOf = ({ data }: Tensor): Float32Array => data as Float32Array;

export function rowsOf(tensor: Tensor): readonly Float32Array[] {
  const [rows = 1] = tensor.dims;
  const data = floatsOf(tensor);
  const width = data.length / rows;
  return Array.from({ length: rows }, (_, row) => data.slice(row * width, (row + 1) * width));
}

/** The elements of a constant of the canonical graph. */
export const constantsOf = (form: Canonical, name: string): Float32Array => {
  const found = form.model.graph.initializers.find((one) => one.name === name);
  return readConstant(found!).data as Float32Array;
};
