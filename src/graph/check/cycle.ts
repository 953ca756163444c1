import { readsOf, type Node } from '../graph.ts';

/** Nodes of which each reads an output of the one before, the first of the last; null when the nodes can be sorted. Linear. */
export function findCycle(nodes: readonly Node[]): readonly Node[] | null {
  const maker = new Map<string, Node>();
  for (const node of nodes) for (const output of node.outputs) if (output) maker.set(output, node);
  const sources = (node: Node): readonly Node[] => readsOf(node).flatMap((name) => maker.get(name) ?? []);
  const stuck = unsortable(nodes, sources);
  const [start] = stuck;
  if (!start) return null;
  // Every stuck node reads a stuck one: going back from any must come round.
  const trail: Node[] = [];
  const places = new Map<Node, number>();
  let node = start;
  while (!places.has(node)) {
    places.set(node, trail.length);
    trail.push(node);
    node = sources(node).find((one) => stuck.has(one))!;
  }
  const [first = node, ...others] = trail.slice(places.get(node));
  return [first, ...others.reverse()];
}

/** What is left when nodes whose sources are all gone are taken away, again and again. */
function unsortable(nodes: readonly Node[], sources: (node: Node) => readonly Node[]): ReadonlySet<Node> {
  const waits = new Map<Node, number>();
  const readers = new Map<Node, Node[]>();
  for (const node of nodes) {
    const from = sources(node);
    waits.set(node, from.length);
    for (const source of from) {
      const list = readers.get(source);
      if (list) list.push(node);
      else readers.set(source, [node]);
    }
  }
  const ready = nodes.filter((node) => waits.get(node) === 0);
  const left = new Set(nodes);
  for (let node = ready.pop(); node; node = ready.pop()) {
    left.delete(node);
    for (const reader of readers.get(node) ?? []) {
      const count = waits.get(reader)! - 1;
      waits.set(reader, count);
      if (count === 0) ready.push(reader);
    }
  }
  return left;
}
