import type { Graph } from '../../graph.ts';

/** Makes names that no one has taken: the stem itself, or the stem and a number. */
export class Names {
  readonly #taken: Set<string>;
  readonly #next = new Map<string, number>();

  constructor(taken: Iterable<string>) {
    this.#taken = new Set(taken);
  }

  fresh(stem: string): string {
    let name = stem;
    while (this.#taken.has(name)) {
      const number = (this.#next.get(stem) ?? 0) + 1;
      this.#next.set(stem, number);
      name = `${stem}_${number}`;
    }
    this.#taken.add(name);
    return name;
  }
}

/** Names of all values of the graph. */
export const valueNames = ({ inputs, initializers, sparse, nodes }: Graph): readonly string[] => [
  ...[...inputs, ...initializers, ...sparse].map(({ name }) => name),
  ...nodes.flatMap(({ outputs }) => outputs),
];

/** The graph with a name for every node, so that obstacles can tell them: those without get operator and place. */
export function nameNodes(graph: Graph): Graph {
  if (graph.nodes.every(({ name }) => name !== '')) return graph;
  const names = new Names(graph.nodes.map(({ name }) => name));
  const nodes = graph.nodes.map((node, place) =>
    node.name === '' ? Object.freeze({ ...node, name: names.fresh(`${node.operator}_${place}`) }) : node,
  );
  return Object.freeze({ ...graph, nodes: Object.freeze(nodes) });
}
