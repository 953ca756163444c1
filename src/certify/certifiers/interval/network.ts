import type { Program } from '../../../graph/evaluate.ts';
import type { Graph, Node, Value } from '../../../graph/graph.ts';
import { byteSize, elementCount } from '../../../graph/tensor.ts';
import { encode } from '../../../graph/onnx/encode.ts';
import type { Canonical } from '../../../graph/rewrites/canonical/canonical.ts';
import { canonical, Unsupported } from '../../../graph/rewrites/canonical/compile.ts';
import {
  interval,
  type IntervalOptions,
  type IntervalProgram,
  type Traced,
} from '../../../graph/rewrites/interval/interval.ts';
import { obstaclesOf } from '../../../graph/rewrites/interval/obstacles.ts';
import type { Obstacle, Subject } from '../../certifier.ts';

export type { IntervalOptions } from '../../../graph/rewrites/interval/interval.ts';

/** The only door to the compiler: a model's network in canonical form, and the bounds graphs that are made of it. */
export interface Network {
  readonly canonical: Canonical;
  /** A bounds graph, loaded, that answers the margins. */
  load(options: Omit<IntervalOptions, 'trace'>): Promise<Program>;
  /**
   * Graphs that answer the ends of every value, loaded one after the other and released again: one for each group of
   * values that are not too large together.
   */
  traces(options: Omit<IntervalOptions, 'trace' | 'guards'>): AsyncGenerator<Trace>;
  /** A graph, loaded, that answers for every value the sums of the squares of its ends, one end after the other. */
  squares(options: Omit<IntervalOptions, 'trace' | 'guards'>): Promise<Squares>;
}

export interface Squares {
  readonly program: Program;
  /** In the order of computation; `sums` are names of scalars. */
  readonly values: readonly { readonly value: string; readonly sums: readonly string[] }[];
}

export interface Trace {
  readonly program: Program;
  readonly values: readonly Traced[];
}

/** Of the network's input, the batch first. */
export const inputDims = ({ canonical: { types, model } }: Network): readonly number[] =>
  types.get(model.graph.inputs[0]!.name)!.dims;

/** Throws Unsupported. */
export async function networkOf({ model, evaluator, classifier }: Subject): Promise<Network> {
  const form = await canonical(await model(), evaluator, classifier.batch);
  return {
    canonical: form,
    load: (options) => evaluator.load(encode(interval(form, options).model)),
    async *traces(options) {
      const whole = interval(form, { ...options, trace: true });
      for (const values of groups(whole.traced)) {
        const program = await evaluator.load(encode(only(whole, values)));
        try {
          yield { program, values };
        } finally {
          await program.release();
        }
      }
    },
    async squares(options) {
      const traced = interval(form, { ...options, trace: true });
      const program = await evaluator.load(encode(squared(traced)));
      const values = traced.traced.map(({ value, lower, upper }) => ({
        value,
        sums: [lower, upper].map(squareOf),
      }));
      return { program, values };
    },
  };
}

/** Everything that stands in the way of bounds for the model; empty when there is nothing. */
export async function obstaclesTo(subject: Subject): Promise<readonly Obstacle[]> {
  try {
    const network = await networkOf(subject);
    const obstacles = obstaclesOf(network.canonical);
    if (obstacles.length === 0) await (await network.load({ arithmetic: 'float32', norm: 'linf' })).release();
    return obstacles;
  } catch (error) {
    if (error instanceof Unsupported) return error.obstacles;
    throw error;
  }
}

/** The bounds graph with no outputs but the ends of these values. */
function only({ model }: IntervalProgram, values: readonly Traced[]): IntervalProgram['model'] {
  const wanted = new Set(values.flatMap(({ lower, upper }) => [lower, upper]));
  const outputs = model.graph.outputs.filter(({ name }) => wanted.has(name));
  const graph: Graph = { ...model.graph, outputs };
  return { ...model, graph };
}

const squareOf = (end: string): string => `${end}_squares`;

/** The bounds graph with nothing but the sums of squares as outputs: a few numbers in place of all ends. */
function squared({ model, traced }: IntervalProgram): IntervalProgram['model'] {
  const ends = traced.flatMap(({ lower, upper }) => [lower, upper]);
  const nodes = ends.map((end): Node => ({
    name: '',
    operator: 'ReduceSumSquare',
    domain: '',
    inputs: [end],
    outputs: [squareOf(end)],
    attributes: [{ name: 'keepdims', kind: 'int', value: 0n }],
  }));
  const outputs = ends.map((end): Value => ({ name: squareOf(end), type: { kind: 'unknown' } }));
  const { graph } = model;
  return { ...model, graph: { ...graph, nodes: [...graph.nodes, ...nodes], outputs } };
}

/** Bytes of values that are looked at together; their ends take twice as much. */
const MOST_BYTES = 64 * 2 ** 20;

function* groups(values: readonly Traced[]): Generator<readonly Traced[]> {
  let group: Traced[] = [];
  let bytes = 0;
  for (const value of values) {
    const size = byteSize('float32', elementCount(value.dims));
    if (group.length > 0 && bytes + size > MOST_BYTES) {
      yield group;
      group = [];
      bytes = 0;
    }
    group.push(value);
    bytes += size;
  }
  if (group.length > 0) yield group;
}
