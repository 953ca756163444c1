import { constantsOf } from '../../constants.ts';
import { bytesOf, type Constant } from '../../constant.ts';
import type { Evaluator, Feeds } from '../../evaluate.ts';
import { labelOf, naming } from '../../check/flaw.ts';
import type { Dimension, Graph, Model, Node, Value } from '../../graph.ts';
import { encode } from '../../onnx/encode.ts';
import type { TensorType } from '../../operators/site.ts';
import { quote, shown } from '../../quote.ts';
import { byteSize, elementCount, type Tensor } from '../../tensor.ts';
import { dependence } from './dependence.ts';
import { Names, valueNames } from './names.ts';
import { assertNone, Unsupported, type Obstacle } from './unsupported.ts';

export interface Trace {
  /** Every value that depends on the input, the input included, at the batch that was asked for. */
  readonly types: ReadonlyMap<string, TensorType>;
  /** Every value that does not and that a node which does reads: from the file, or computed by the engine. */
  readonly constants: ReadonlyMap<string, Constant>;
}

/** Bytes of inner values that one run hands over. */
const MOST_BYTES = 256 * 2 ** 20;

/** Sizes of the batch for the second run: never a divisor of another size by chance, as 1 would be. */
const OTHERS = [3, 5] as const;

/**
 * Types and constants of a classifier, found by running it instead of inferring shapes: at `batch`, for the sizes of all
 * values that depend on the input (as outputs of Shape, which cost the engine nothing), and the contents of those that do
 * not; then at another batch where it is free, for the values themselves. Every value that depends on the input must have
 * a first axis of k rows a sample, k whole and the same in both, and the same other sizes: that is what makes the bounds
 * of one sample independent of its neighbours. Throws Unsupported.
 */
export async function trace(model: Model, evaluator: Evaluator, batch: number): Promise<Trace> {
  const { graph } = model;
  const { dependent, obstacles } = dependence(graph);
  assertNone(obstacles);
  assertOutput(graph, dependent);
  const run = runs(model, evaluator);
  const stated = constantsOf(graph);
  const wanted = readByDependents(graph, dependent);
  const computed = wanted.filter((name) => !stated.has(name));
  const names = [...dependent];
  const { dims, values } = await sizes(graph, names, computed, (nodes, outputs) =>
    run(batch, nodes, outputs),
  );
  const other = isFree(graph) ? OTHERS.find((one) => one !== batch)! : batch;
  const seen = await typesAt(names, dims, batch, other, (outputs) => run(other, [], outputs));
  assertNone(mixed(graph, dims, seen, batch, other));
  const types = names.map(
    (name) => [name, { element: seen.get(name)!.element, dims: dims.get(name)! }] as const,
  );
  const constants = wanted.map((name) => [name, stated.get(name) ?? values.get(name)!] as const);
  return { types: new Map(types), constants: new Map(constants) };
}

const inputOf = ({ inputs }: Graph): Value => {
  const [input] = inputs;
  if (!input || inputs.length > 1) throw new Error('a classifier has one input');
  return input;
};

const dimsOf = ({ type }: Value): readonly Dimension[] =>
  type.kind === 'tensor' && type.dims ? type.dims : [];

const isFree = (graph: Graph): boolean => typeof dimsOf(inputOf(graph))[0] !== 'number';

/** The input's dims at a batch; sizes of the sample are fixed. */
export function inputDims(graph: Graph, batch: number): readonly number[] {
  const input = inputOf(graph);
  const [rows, ...sample] = dimsOf(input);
  if (typeof rows === 'number' && rows !== batch)
    throw new Error(`the graph takes batches of ${rows}, not of ${batch}`);
  return [batch, ...sample.map(Number)];
}

function assertOutput({ outputs }: Graph, dependent: ReadonlySet<string>): void {
  const constant = outputs.filter(({ name }) => !dependent.has(name));
  const obstacle = ({ name }: Value): Obstacle => ({
    code: 'output_constant',
    message: `the output ${quote(name)} does not depend on the input: there is nothing to certify`,
  });
  assertNone(constant.map(obstacle));
}

function readByDependents({ nodes }: Graph, dependent: ReadonlySet<string>): readonly string[] {
  const reading = nodes.filter(({ outputs }) => outputs.some((name) => dependent.has(name)));
  const read = reading.flatMap(({ inputs }) => inputs.filter((name) => name !== '' && !dependent.has(name)));
  return [...new Set(read)];
}

type Run = (outputs: readonly string[]) => Promise<Record<string, Tensor>>;

/** Runs the model at a batch, with more nodes behind it and with other outputs. */
function runs(model: Model, evaluator: Evaluator) {
  const { graph } = model;
  return async (batch: number, nodes: readonly Node[], outputs: readonly string[]) => {
    const { name } = inputOf(graph);
    const dims = inputDims(graph, batch);
    const traced: Graph = {
      ...graph,
      inputs: [{ name, type: { kind: 'tensor', element: 'float32', dims } }],
      nodes: [...graph.nodes, ...nodes],
      // What the file says of its values may be wrong, and is for another batch.
      values: [],
      outputs: outputs.map((one) => ({ name: one, type: { kind: 'unknown' } })),
    };
    const feeds = { [name]: { type: 'float32', dims, data: spread(elementCount(dims)) } } as const;
    try {
      return await once(evaluator, encode({ ...model, graph: traced }), feeds);
    } catch (error) {
      const words = error instanceof Error ? error.message : String(error);
      const message = `the engine does not run the model on a batch of ${batch}: ${shown(words)}`;
      throw new Unsupported([{ code: 'trace_failed', message }]);
    }
  };
}

async function once(evaluator: Evaluator, bytes: Uint8Array, feeds: Feeds): Promise<Record<string, Tensor>> {
  const program = await evaluator.load(bytes);
  try {
    return await program.run(feeds);
  } finally {
    await program.release();
  }
}

/** Values spread over [0, 1] by a Weyl sequence: fixed, and different in every place. */
const spread = (count: number): Float32Array =>
  Float32Array.from({ length: count }, (_, i) => ((i + 1) * 0.6180339887498949) % 1);

/** Sizes of the named values, and the contents of the computed constants. */
async function sizes(
  graph: Graph,
  names: readonly string[],
  computed: readonly string[],
  run: (nodes: readonly Node[], outputs: readonly string[]) => Promise<Record<string, Tensor>>,
) {
  const fresh = new Names(valueNames(graph));
  const shapes = names.map((name) => shapeOf(name, fresh.fresh(`${name}/shape`)));
  const results = await run(shapes, [...shapes.flatMap(({ outputs }) => outputs), ...computed]);
  const dims = names.map(
    (name, i) => [name, Array.from(results[shapes[i]!.outputs[0]!]!.data, Number)] as const,
  );
  const values = computed.map((name) => [name, constantOfTensor(results[name]!)] as const);
  return { dims: new Map(dims), values: new Map(values) };
}

const shapeOf = (name: string, output: string): Node => ({
  name: '',
  operator: 'Shape',
  domain: '',
  inputs: [name],
  outputs: [output],
  attributes: [],
});

const constantOfTensor = ({ type, dims, data }: Tensor): Constant =>
  Object.freeze({ type, dims: Object.freeze([...dims]), bytes: bytesOf(data) });

/** Types of the named values at the other batch, in as many runs as their sizes demand. */
async function typesAt(
  names: readonly string[],
  dims: ReadonlyMap<string, readonly number[]>,
  batch: number,
  other: number,
  run: Run,
): Promise<ReadonlyMap<string, TensorType>> {
  const types = new Map<string, TensorType>();
  const size = (name: string) => (byteSize('float64', elementCount(dims.get(name)!)) / batch) * other;
  for (const group of groups(names, size)) {
    const results = await run(group);
    for (const name of group) {
      const tensor = results[name]!;
      types.set(name, { element: tensor.type, dims: tensor.dims });
    }
  }
  return types;
}

function groups(names: readonly string[], size: (name: string) => number): readonly (readonly string[])[] {
  const all: string[][] = [];
  let left = 0;
  for (const name of names) {
    left -= size(name);
    if (left < 0 || all.length === 0) {
      all.push([]);
      left = MOST_BYTES - size(name);
    }
    all.at(-1)!.push(name);
  }
  return all;
}

/** Nodes that are the first to give something else than a block of rows for each sample. */
function mixed(
  graph: Graph,
  dims: ReadonlyMap<string, readonly number[]>,
  seen: ReadonlyMap<string, TensorType>,
  batch: number,
  other: number,
): readonly Obstacle[] {
  const apart = (name: string): boolean => {
    const here = dims.get(name);
    return !here || isBatch(here, batch, seen.get(name)!.dims, other);
  };
  const obstacles: Obstacle[] = [];
  for (const [place, node] of graph.nodes.entries()) {
    const wrong = node.outputs.find((name) => !apart(name));
    if (wrong === undefined || !node.inputs.every(apart)) continue;
    const shape = dims.get(wrong)!;
    const before =
      other === batch ? '' : `[${seen.get(wrong)!.dims.join(', ')}] for a batch of ${other} and `;
    const message = `the first axis of what ${naming(node, place)} gives does not belong to the batch: it is ${before}[${shape.join(', ')}] for a batch of ${batch}; samples must stay apart`;
    obstacles.push({ code: 'batch_axis', message, ...labelOf(node, place) });
  }
  return obstacles;
}

function isBatch(here: readonly number[], batch: number, there: readonly number[], other: number): boolean {
  const [rows, ...rest] = here;
  const [otherRows, ...otherRest] = there;
  if (rows === undefined || otherRows === undefined || rows % batch !== 0) return false;
  return otherRows === (rows / batch) * other && rest.join() === otherRest.join();
}
