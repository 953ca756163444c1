import type { Node } from '../graph.ts';
import { quote, shown } from '../quote.ts';

export type FlawCode =
  | 'value_defined_twice'
  | 'value_undefined'
  | 'value_unnamed'
  | 'graph_cyclic'
  | 'graph_unsorted'
  | 'operator_missing'
  | 'attribute_illegal'
  | 'attribute_twice'
  | 'external_data'
  | 'tensor_size_wrong'
  | 'dims_negative'
  | 'size_overflow';

/** One thing that makes a graph illegal. `node` is its name, or `#n`, its place, when it has none. */
export interface Flaw {
  readonly code: FlawCode;
  readonly message: string;
  readonly node?: string;
  readonly operator?: string;
}

/** How a node is called in faults: fit for a message. */
export interface Label {
  readonly node: string;
  readonly operator: string;
}

export const labelOf = (node: Node, place: number): Label => ({
  node: node.name ? shown(node.name) : `#${place}`,
  operator: shown(node.operator),
});

/** The same within a sentence. */
export const naming = (node: Node, place: number): string =>
  node.name
    ? `the node ${quote(node.name)} (${shown(node.operator)})`
    : `node #${place} (${shown(node.operator)})`;
