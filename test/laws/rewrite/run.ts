import { evaluator } from '../../../src/adapters/onnxruntime/evaluator.ts';
import type { Feeds } from '../../../src/graph/evaluate.ts';
import type { Model, Value } from '../../../src/graph/graph.ts';
import { encode } from '../../../src/graph/onnx/encode.ts';
import type { TensorType } from '../../../src/graph/operators/site.ts';
import type { Canonical } from '../../../src/graph/rewrites/canonical/canonical.ts';
import { nameNodes, valueNames } from '../../../src/graph/rewrites/canonical/names.ts';
import { elementCount, type Tensor } from '../../../src/graph/tensor.ts';

/** The model as rewrites find it, every size known; by running it. */
export async function stateOf(model: Model, batch: number): Promise<Canonical> {
  const graph = nameNodes(model.graph);
  const bare = { ...model, graph };
  const types = await typesOf(bare);
  const outputs = graph.outputs.map((value) => typed(value.name, types));
  return {
    model: { ...model, graph: { ...graph, outputs } },
    batch,
    types: new Map(Object.entries(types)),
    magnitudes: new Map(),
    tail: 'none',
  };
}

const typed = (name: string, types: Readonly<Record<string, TensorType>>): Value => ({
  name,
  type: { kind: 'tensor', ...types[name]! },
});

/** Types of all values, by running the graph. */
export const sizesOf = ({ model }: Canonical): Promise<Record<string, TensorType>> => typesOf(model);

async function typesOf(model: Model): Promise<Record<string, TensorType>> {
  const { graph } = model;
  const made = graph.nodes.flatMap(({ outputs }) => outputs).filter((name) => name !== '');
  const outputs = made.map((name): Value => ({ name, type: { kind: 'unknown' } }));
  const [input] = graph.inputs;
  const dims = dimsOf(input!);
  const results = await evaluate(
    { ...model, graph: { ...graph, outputs } },
    feedsOf(input!, points(dims)[0]!),
  );
  const type = (name: string): TensorType => {
    const { type: element, dims } = results[name] ?? graph.initializers.find((one) => one.name === name)!;
    return { element, dims: [...dims] };
  };
  const names = valueNames(graph).filter((name) => name !== '' && name !== input!.name);
  return {
    [input!.name]: { element: 'float32', dims },
    ...Object.fromEntries(names.map((name) => [name, type(name)])),
  };
}

export const dimsOf = ({ type }: Value): readonly number[] =>
  type.kind === 'tensor' ? type.dims!.map(Number) : [];

const feedsOf = ({ name, type }: Value, data: Float32Array): Feeds => ({
  [name]: { type: 'float32', dims: dimsOf({ name, type }), data },
});

export async function evaluate(model: Model, feeds: Feeds): Promise<Record<string, Tensor>> {
  const program = await evaluator.load(encode(model));
  try {
    return await program.run(feeds);
  } finally {
    await program.release();
  }
}

/** The graph's output for x, behind the tail that was taken off. */
export async function run({ model, tail }: Canonical, x: Float32Array): Promise<readonly number[]> {
  const { inputs, outputs } = model.graph;
  const results = await evaluate(model, feedsOf(inputs[0]!, x));
  const { data, dims } = results[outputs[0]!.name]!;
  const logits = Array.from(data, Number);
  return tail === 'none' ? logits : behind(tail, logits, dims[1]!);
}

function behind(
  tail: 'softmax' | 'log_softmax',
  logits: readonly number[],
  classes: number,
): readonly number[] {
  return logits.map((z, i) => {
    const row = logits.slice(i - (i % classes), i - (i % classes) + classes);
    const top = Math.max(...row);
    const log = z - top - Math.log(row.reduce((sum, one) => sum + Math.exp(one - top), 0));
    return tail === 'softmax' ? Math.exp(log) : log;
  });
}

/** Inputs of several scales, fixed: a Weyl sequence over [−scale, scale], and one near zero. */
export function points(dims: readonly number[]): readonly Float32Array[] {
  const count = elementCount(dims);
  return [1, 1e-3, 30, 1000].map((scale, turn) =>
    Float32Array.from(
      { length: count },
      (_, i) => scale * (2 * (((i + 1) * 0.6180339887498949 + turn * 0.37) % 1) - 1),
    ),
  );
}
