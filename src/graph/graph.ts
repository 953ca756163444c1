import type { Constant, Initializer, SparseConstant } from './constant.ts';
import type { ElementType } from './tensor.ts';

export { readConstant, type Constant, type Initializer, type SparseConstant } from './constant.ts';

/** Everything here is frozen: a rewrite answers a new graph. */
export interface Model {
  readonly irVersion: number;
  readonly opsets: readonly OperatorSet[];
  readonly producer: string;
  /** Operators that the file defines itself, by name only: a model that has them cannot be encoded again. */
  readonly functions: readonly LocalFunction[];
  readonly graph: Graph;
}

/** Which version of a domain's operators the model means. The domain of ONNX's own operators is ''. */
export interface OperatorSet {
  readonly domain: string;
  readonly version: number;
}

export interface LocalFunction {
  readonly domain: string;
  readonly name: string;
}

export interface Graph {
  readonly name: string;
  /** What a caller must feed: inputs that have an initializer of the same name are not among them. */
  readonly inputs: readonly Value[];
  readonly outputs: readonly Value[];
  readonly initializers: readonly Initializer[];
  readonly sparse: readonly SparseConstant[];
  /** In the order of the file, which must be an order of computation. */
  readonly nodes: readonly Node[];
  /** What the file says about values in between; may be incomplete, may be wrong. */
  readonly values: readonly Value[];
}

export interface Node {
  readonly name: string;
  readonly operator: string;
  readonly domain: string;
  /** Names of values; '' stands for an optional input or output that is left out. */
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes: readonly Attribute[];
}

export interface Value {
  readonly name: string;
  readonly type: ValueType;
}

/** A size, the name of an unknown size, or null when nothing is said. */
export type Dimension = number | string | null;

export type ValueType =
  | {
      readonly kind: 'tensor' | 'sparse';
      readonly element: ElementType | null;
      readonly dims: readonly Dimension[] | null;
    }
  | { readonly kind: 'sequence' | 'optional'; readonly of: ValueType }
  | { readonly kind: 'map'; readonly key: ElementType | null; readonly of: ValueType }
  | { readonly kind: 'opaque'; readonly domain: string; readonly name: string }
  | { readonly kind: 'unknown' };

/** What an attribute may hold, by kind. */
export interface Payloads {
  readonly float: number;
  readonly int: bigint;
  readonly string: string;
  readonly tensor: Constant;
  readonly graph: Graph;
  readonly sparse: SparseConstant;
  readonly type: ValueType;
  readonly floats: readonly number[];
  readonly ints: readonly bigint[];
  readonly strings: readonly string[];
  readonly tensors: readonly Constant[];
  readonly graphs: readonly Graph[];
  readonly sparses: readonly SparseConstant[];
  readonly types: readonly ValueType[];
}

export type Kind = keyof Payloads;

export type AttributeOf<K extends Kind> = {
  readonly [P in K]: { readonly name: string; readonly kind: P; readonly value: Payloads[P] };
}[K];

/**
 * `reference` names an attribute of the enclosing local function; `illegal` says in words why the file's attribute
 * has no meaning. `check` refuses both.
 */
export type Attribute = AttributeOf<Kind> | Valueless<'reference'> | Valueless<'illegal'>;

interface Valueless<K extends string> {
  readonly name: string;
  readonly kind: K;
  readonly value: string;
}

/** The payload of the attribute when it is there and of this kind. */
export function attribute<K extends Kind>(node: Node, name: string, kind: K): Payloads[K] | undefined {
  const found = node.attributes.find((one) => one.name === name && one.kind === kind);
  return found?.value as Payloads[K] | undefined;
}

/** Version of a domain's operators, or null when the model does not import them. */
export const opsetOf = (model: Model, domain = ''): number | null =>
  model.opsets.find((set) => set.domain === domain)?.version ?? null;

/** Graphs held by the node's attributes: the bodies of Loop, If, Scan and their like. */
export function subgraphs(node: Node): readonly Graph[] {
  return node.attributes.flatMap((one): readonly Graph[] => {
    if (one.kind === 'graph') return [one.value];
    return one.kind === 'graphs' ? one.value : [];
  });
}

/** The graph and all that nest in it, outermost first. */
export function* graphsWithin(graph: Graph): Generator<Graph> {
  yield graph;
  for (const node of graph.nodes) for (const inner of subgraphs(node)) yield* graphsWithin(inner);
}

/** Names that the node reads, itself or in its nested graphs (where some are defined within). */
export function readsOf(node: Node): readonly string[] {
  const graphs = subgraphs(node);
  if (graphs.length === 0) return node.inputs;
  const inner = graphs.flatMap(({ nodes, outputs }) => [
    ...nodes.flatMap(readsOf),
    ...outputs.map(({ name }) => name),
  ]);
  return [...node.inputs, ...inner];
}
