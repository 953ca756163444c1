import type { Graph } from '../graph.ts';

/** Which names of a graph have a value so far, and which will; a nested graph sees the outer one's too. */
export class Scope {
  readonly #outer: Scope | null;
  readonly #defined = new Set<string>();
  readonly #made: ReadonlySet<string>;

  constructor(graph: Graph, outer: Scope | null) {
    this.#outer = outer;
    this.#made = new Set(graph.nodes.flatMap(({ outputs }) => outputs.filter((name) => name !== '')));
  }

  /** False when the name has a value already, here or outside: names may not be shadowed. */
  define(name: string): boolean {
    if (this.has(name)) return false;
    this.#defined.add(name);
    return true;
  }

  has(name: string): boolean {
    return this.#defined.has(name) || (this.#outer?.has(name) ?? false);
  }

  /** True when a node of this very graph makes the name, sooner or later. */
  makes(name: string): boolean {
    return this.#made.has(name);
  }

  /** The same, of this graph or one around it. */
  knows(name: string): boolean {
    return this.makes(name) || (this.#outer?.knows(name) ?? false);
  }
}
