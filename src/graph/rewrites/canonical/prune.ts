import { readsOf, type Graph, type Node } from '../../graph.ts';

/** Outputs that an operator must give; the ones after them may be left out when nobody reads them. */
const REQUIRED: Readonly<Record<string, number>> = {
  BatchNormalization: 1,
  Dropout: 1,
  LayerNormalization: 1,
  MaxPool: 1,
  Unique: 1,
};

/** The graph without nodes, optional outputs and initializers that the output does not need; itself when it needs all. */
export function prune(graph: Graph): Graph {
  const read = new Set(graph.outputs.map(({ name }) => name));
  const nodes: Node[] = [];
  for (const node of [...graph.nodes].reverse()) {
    if (!node.outputs.some((name) => read.has(name))) continue;
    for (const name of readsOf(node)) read.add(name);
    nodes.push(trim(node, read));
  }
  nodes.reverse();
  const initializers = graph.initializers.filter(({ name }) => read.has(name));
  const sparse = graph.sparse.filter(({ name }) => read.has(name));
  const same =
    initializers.length === graph.initializers.length &&
    sparse.length === graph.sparse.length &&
    nodes.length === graph.nodes.length &&
    nodes.every((node, place) => node === graph.nodes[place]);
  if (same) return graph;
  return Object.freeze({
    ...graph,
    nodes: Object.freeze(nodes),
    initializers: Object.freeze(initializers),
    sparse: Object.freeze(sparse),
  });
}

function trim(node: Node, read: ReadonlySet<string>): Node {
  const required = node.domain === '' ? (REQUIRED[node.operator] ?? Infinity) : Infinity;
  let count = node.outputs.length;
  while (count > required && !read.has(node.outputs[count - 1]!)) count--;
  if (count === node.outputs.length) return node;
  return Object.freeze({ ...node, outputs: Object.freeze(node.outputs.slice(0, count)) });
}
