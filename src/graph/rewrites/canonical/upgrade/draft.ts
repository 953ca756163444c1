import { bytesOf, type Initializer } from '../../../constant.ts';
import { labelOf, naming } from '../../../check/flaw.ts';
import type { Attribute, Graph, Node } from '../../../graph.ts';
import type { Site, TensorType } from '../../../operators/site.ts';
import type { ElementType } from '../../../tensor.ts';
import type { Canonical } from '../canonical.ts';
import { Names, valueNames } from '../names.ts';
import { prune } from '../prune.ts';
import type { Obstacle } from '../unsupported.ts';

/** What a node of another operator set is in set 21: writes one or more nodes, or refuses it. */
export type Rule = (site: Site, draft: Draft) => void;

/** What of a node is another in the upgraded graph; all else stays. */
export interface Change {
  readonly operator?: string;
  readonly inputs?: readonly string[];
  readonly outputs?: readonly string[];
  /** Names of attributes that go. */
  readonly without?: readonly string[];
  /** Attributes that come, or that replace those of their names. */
  readonly attributes?: readonly Attribute[];
}

/** The graph that an upgrade writes, node by node in the old one's order. */
export class Draft {
  /** The operator set that the nodes are of. */
  readonly version: number;
  readonly batch: number;
  readonly types: Map<string, TensorType>;
  readonly obstacles: Obstacle[] = [];
  readonly #old: Graph;
  readonly #names: Names;
  readonly #nodeNames = new Names([]);
  readonly #nodes: Node[] = [];
  readonly #initializers: Initializer[];

  constructor({ model, types, batch }: Canonical, version: number) {
    this.version = version;
    this.batch = batch;
    this.types = new Map(types);
    this.#old = model.graph;
    this.#names = new Names(valueNames(model.graph));
    this.#initializers = [...model.graph.initializers];
  }

  /** The node, changed or as it is. */
  keep({ node }: Site, change: Change = {}): void {
    const { attributes: added = [], without = [], ...fields } = change;
    const gone = new Set([...without, ...added.map(({ name }) => name)]);
    const attributes = [...node.attributes.filter(({ name }) => !gone.has(name)), ...added];
    const name = this.#nodeNames.fresh(node.name);
    this.#nodes.push(Object.freeze({ ...node, ...fields, name, attributes: Object.freeze(attributes) }));
  }

  /** A node beside the old one, whose name it carries with a stem; answers its only output. */
  node({ node }: Site, operator: string, inputs: readonly string[], type: TensorType): string {
    const output = this.#fresh(node, operator.toLowerCase(), type);
    const name = this.#nodeNames.fresh(`${node.name}/${operator}`);
    this.#nodes.push(
      Object.freeze({ name, operator, domain: '', inputs, outputs: [output], attributes: [] }),
    );
    return output;
  }

  /** The name of a value of the graph that is to come. */
  value({ node }: Site, stem: string, type: TensorType): string {
    return this.#fresh(node, stem, type);
  }

  /** An int64 vector. */
  ints({ node }: Site, stem: string, values: readonly number[]): string {
    return this.#constant(node, stem, 'int64', BigInt64Array.from(values, BigInt), [values.length]);
  }

  floats({ node }: Site, stem: string, values: readonly number[], dims: readonly number[]): string {
    return this.#constant(node, stem, 'float32', Float32Array.from(values), dims);
  }

  refuse({ node }: Site, because: string): void {
    const place = this.#old.nodes.indexOf(node);
    const message = `${naming(node, place)} ${because}`;
    this.obstacles.push({ code: 'operator_unsupported', message, ...labelOf(node, place) });
  }

  graph(): Graph {
    return prune(
      Object.freeze({
        ...this.#old,
        nodes: Object.freeze(this.#nodes),
        initializers: Object.freeze(this.#initializers),
      }),
    );
  }

  #constant(
    node: Node,
    stem: string,
    type: ElementType,
    data: BigInt64Array | Float32Array,
    dims: readonly number[],
  ): string {
    const name = this.#fresh(node, stem, { element: type, dims });
    this.#initializers.push(Object.freeze({ name, type, dims, bytes: bytesOf(data) }));
    return name;
  }

  #fresh(node: Node, stem: string, type: TensorType): string {
    const name = this.#names.fresh(`${node.name}/${stem}`);
    this.types.set(name, type);
    return name;
  }
}
