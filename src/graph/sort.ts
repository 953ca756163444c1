import { readsOf, subgraphs, type Attribute, type Graph, type Node } from './graph.ts';

/**
 * The same graph with its nodes in an order of computation, as ONNX demands and some writers neglect; engines sort for
 * themselves. Depth first from the nodes in the order of the file, so that what is in order stays where it is; a graph
 * in order is answered as it is. Linear. Throws when there is a cycle, which `check` would have told.
 */
export function sort(graph: Graph): Graph {
  const nodes = graph.nodes.map(sortWithin);
  const ordered = order(nodes);
  const same = ordered.every((node, place) => node === graph.nodes[place]);
  return same ? graph : Object.freeze({ ...graph, nodes: Object.freeze(ordered) });
}

function order(nodes: readonly Node[]): Node[] {
  const maker = new Map<string, Node>();
  for (const node of nodes) for (const output of node.outputs) if (output) maker.set(output, node);
  const ordered = new Set<Node>();
  const entered = new Set<Node>();
  const stack: { readonly node: Node; readonly waits: Iterator<string> }[] = [];
  const enter = (node: Node): void => {
    if (entered.has(node)) throw new Error('a graph with a cycle cannot be sorted');
    entered.add(node);
    stack.push({ node, waits: readsOf(node)[Symbol.iterator]() });
  };
  for (const first of nodes) {
    if (!ordered.has(first)) enter(first);
    for (let top = stack.at(-1); top; top = stack.at(-1)) {
      const { value: name, done } = top.waits.next() as IteratorResult<string, undefined>;
      if (done) {
        stack.pop();
        ordered.add(top.node);
        continue;
      }
      const source = maker.get(name);
      if (source && !ordered.has(source)) enter(source);
    }
  }
  return [...ordered];
}

function sortWithin(node: Node): Node {
  const graphs = subgraphs(node);
  if (graphs.every((graph) => sort(graph) === graph)) return node;
  const attributes = node.attributes.map((one): Attribute => {
    if (one.kind === 'graph') return Object.freeze({ ...one, value: sort(one.value) });
    return one.kind === 'graphs' ? Object.freeze({ ...one, value: Object.freeze(one.value.map(sort)) }) : one;
  });
  return Object.freeze({ ...node, attributes: Object.freeze(attributes) });
}
