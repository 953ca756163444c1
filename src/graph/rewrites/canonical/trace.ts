import { constantsOf } from '../../constants.ts';
import { bytesOf, type Constant } from '../../constant.ts';
import type { Evaluator } from '../../evaluate.ts';
import type { Graph, Model, Node, Value } from '../../graph.ts';
import type { TensorType } from '../../operators/site.ts';
import { quote } from '../../quote.ts';
import type { Tensor } from '../../tensor.ts';
import { mixing, type Sizes } from './apart.ts';
import { dependence } from './dependence.ts';
import { look } from './look.ts';
import { Names, valueNames } from './names.ts';
import { Probe } from './probe.ts';
import { assertNone, type Obstacle } from './unsupported.ts';

export interface Trace {
  /** Every value that depends on the input, the input included, at the batch that was asked for. */
  readonly types: ReadonlyMap<string, TensorType>;
  /** Every value that does not and that a node which does reads: from the file, or computed by the engine. */
  readonly constants: ReadonlyMap<string, Constant>;
}

/** Sizes of the batch for the second run: small, and no divisors of what else occurs, as 1 would be. */
const OTHERS = [3, 5] as const;

/**
 * Types and constants of a classifier, found by running it instead of inferring shapes: at `batch`, for the sizes of all
 * values that depend on the input and for the contents of those that do not; and, where the batch is free, at another,
 * for the types. Samples must stay apart by the sizes of all values in both. Throws Unsupported.
 */
export async function trace(model: Model, evaluator: Evaluator, batch: number): Promise<Trace> {
  const { graph } = model;
  const { dependent, obstacles } = dependence(graph);
  assertNone([...obstacles, ...independent(graph, dependent)]);
  const probe = new Probe(model, evaluator);
  if (probe.fixed !== null && probe.fixed !== batch) {
    throw new Error(`the graph takes batches of ${probe.fixed}, not of ${batch}`);
  }
  const stated = constantsOf(graph);
  const wanted = readByDependents(graph, dependent);
  const computed = wanted.filter((name) => !stated.has(name));
  const { types, values } = await observe(probe, graph, batch, { measured: [...dependent], computed });
  return {
    types,
    constants: new Map(wanted.map((name) => [name, stated.get(name) ?? values.get(name)!])),
  };
}

/** Names of values whose sizes are asked for, and of those whose contents are. */
interface Question {
  readonly measured: readonly string[];
  readonly computed: readonly string[];
}

interface Answer {
  readonly sizes: Sizes;
  readonly values: ReadonlyMap<string, Constant>;
}

/**
 * With the batch written into the file the engine infers sizes, and computes next to nothing; but inference errs for some
 * windows. So it counts only where it agrees with the tensors of the other batch; else the engine has to compute all.
 */
async function observe(probe: Probe, graph: Graph, batch: number, question: Question) {
  const other = probe.fixed ?? OTHERS.find((one) => one !== batch)!;
  const inferred = await measure(probe, graph, batch, question, true).catch(() => null);
  const first = inferred ?? (await measure(probe, graph, batch, question, false));
  const seen = await look(probe, graph, first.sizes, other);
  const there: Sizes = { batch: other, dims: new Map([...seen].map(([name, { dims }]) => [name, dims])) };
  const agrees = mixing(graph, first.sizes, there).length === 0;
  const answer = agrees || !inferred ? first : await measure(probe, graph, batch, question, false);
  const here = probe.fixed === null ? answer.sizes : there;
  assertNone(mixing(graph, here, there));
  const typeOf = (name: string): TensorType =>
    Object.freeze({ element: seen.get(name)!.element, dims: here.dims.get(name)! });
  return {
    types: new Map(question.measured.map((name) => [name, typeOf(name)])),
    values: answer.values,
  };
}

const independent = ({ outputs }: Graph, dependent: ReadonlySet<string>): readonly Obstacle[] =>
  outputs
    .filter(({ name }) => !dependent.has(name))
    .map(({ name }: Value) => ({
      code: 'output_constant',
      message: `the output ${quote(name)} does not depend on the input: there is nothing to certify`,
    }));

function readByDependents({ nodes }: Graph, dependent: ReadonlySet<string>): readonly string[] {
  const reading = nodes.filter(({ outputs }) => outputs.some((name) => dependent.has(name)));
  const read = reading.flatMap(({ inputs }) => inputs.filter((name) => name !== '' && !dependent.has(name)));
  return [...new Set(read)];
}

/** Sizes told by Shape nodes, and contents of constants. */
async function measure(
  probe: Probe,
  graph: Graph,
  batch: number,
  { measured, computed }: Question,
  sized: boolean,
): Promise<Answer> {
  const fresh = new Names(valueNames(graph));
  const shapes = measured.map((name) => fresh.fresh(`${name}/shape`));
  const nodes = measured.map((name, i) => shapeOf(name, shapes[i]!));
  const results = await probe.run(batch, [...shapes, ...computed], nodes, sized);
  const dims = new Map(measured.map((name, i) => [name, Array.from(results[shapes[i]!]!.data, Number)]));
  const values = new Map(computed.map((name) => [name, constantOfTensor(results[name]!)]));
  return { sizes: { batch, dims }, values };
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
