import type { Constant, Initializer } from '../../../constant.ts';
import { readsOf, subgraphs, type Graph, type Node } from '../../../graph.ts';
import type { TensorType } from '../../../operators/site.ts';
import type { ElementType } from '../../../tensor.ts';
import type { Canonical, Tail } from '../canonical.ts';
import { Names, valueNames } from '../names.ts';

/**
 * A canonical form that a rewrite is working on. It knows who makes and who reads every value, and drops what nobody reads
 * any longer. Every change costs what it touches, not the size of the graph.
 */
export class Draft {
  readonly #canonical: Canonical;
  /** What stands in the place of each node of the graph: itself, nothing, or several. */
  readonly #slots: Node[][];
  readonly #slotOf = new Map<Node, number>();
  readonly #makers = new Map<string, Node>();
  readonly #readers = new Map<string, Set<Node>>();
  readonly #constants: Map<string, Constant>;
  readonly #types: Map<string, TensorType>;
  readonly #magnitudes: Map<string, Constant>;
  readonly #roundings: Map<string, number>;
  readonly #outputs: ReadonlySet<string>;
  readonly #values: Names;
  readonly #nodes: Names;
  #tail: Tail;
  #changed = false;

  constructor(canonical: Canonical) {
    const { graph } = canonical.model;
    this.#canonical = canonical;
    this.#outputs = new Set(graph.outputs.map(({ name }) => name));
    this.#constants = new Map(graph.initializers.map((one) => [one.name, one]));
    this.#types = new Map(canonical.types);
    this.#magnitudes = new Map(canonical.magnitudes);
    this.#roundings = new Map(canonical.roundings);
    this.#values = new Names(valueNames(graph));
    this.#nodes = new Names(graph.nodes.map(({ name }) => name));
    this.#tail = canonical.tail;
    this.#slots = graph.nodes.map((node) => [node]);
    for (const [slot, node] of graph.nodes.entries()) this.#link(node, slot);
  }

  get tail(): Tail {
    return this.#tail;
  }

  /** Shows every node once, in order; what comes to stand in place of a node is not shown. */
  each(visit: (node: Node) => void): void {
    for (const slot of this.#slots) for (const node of [...slot]) if (this.#slotOf.has(node)) visit(node);
  }

  type(name: string): TensorType {
    const type = this.#types.get(name);
    if (!type) throw new Error(`the value "${name}" has no type`);
    return type;
  }

  dims(name: string): readonly number[] {
    return this.type(name).dims;
  }

  constant(name: string | undefined): Constant | null {
    return (name && this.#constants.get(name)) || null;
  }

  magnitude(name: string): Constant | null {
    return this.#magnitudes.get(name) ?? null;
  }

  roundings(name: string): number {
    return this.#roundings.get(name) ?? 0;
  }

  isOutput(name: string): boolean {
    return this.#outputs.has(name);
  }

  maker(name: string): Node | null {
    return this.#makers.get(name) ?? null;
  }

  readers(name: string): readonly Node[] {
    return [...(this.#readers.get(name) ?? [])];
  }

  /** The node that makes the value, where it makes nothing else and one node reads it: free to become part of that one. */
  own(name: string): Node | null {
    const maker = this.maker(name);
    if (maker?.outputs.length !== 1 || this.#readers.get(name)?.size !== 1) return null;
    return this.isOutput(name) ? null : maker;
  }

  /** A value that a new node will make; answers its name. */
  value(stem: string, dims: readonly number[], element: ElementType = 'float32'): string {
    const name = this.#values.fresh(stem);
    this.#types.set(name, { element, dims });
    return name;
  }

  /** A name for a new node. */
  name(stem: string): string {
    return this.#nodes.fresh(stem);
  }

  /** A new constant; answers its name. */
  add(stem: string, constant: Constant, magnitude?: Constant): string {
    const name = this.#values.fresh(stem);
    this.#constants.set(name, constant);
    this.#types.set(name, { element: constant.type, dims: constant.dims });
    if (magnitude) this.#magnitudes.set(name, magnitude);
    return name;
  }

  /** How many roundings of the deployed program the value stands for, beyond those of its own node. */
  charge(name: string, roundings: number): void {
    if (roundings > 0) this.#roundings.set(name, roundings);
  }

  /** Puts nodes in the place of one, which make the values that it made and that are read. */
  replace(node: Node, by: readonly Node[]): void {
    const slot = this.#slotOf.get(node)!;
    this.#unlink(node);
    for (const one of by) this.#link(one, slot);
    this.#slots[slot]!.splice(this.#slots[slot]!.indexOf(node), 1, ...by);
    this.#sweep(node.inputs);
    this.#changed = true;
  }

  /**
   * Lets all who read what the node makes read `source` instead, and drops the node. What is the graph's output keeps its
   * name: then the maker of `source` makes it. False, and nothing is changed, where that is not possible.
   */
  forward(node: Node, source: string): boolean {
    const [value] = node.outputs;
    if (value === undefined) return false;
    const [from, to] = this.isOutput(value) ? [source, value] : [value, source];
    const maker = this.maker(from);
    const readers = this.readers(from).filter((reader) => reader !== node);
    if (!maker || this.isOutput(from) || readers.some((reader) => subgraphs(reader).length > 0)) return false;
    if (maker !== node) {
      this.#exchange(maker, Object.freeze({ ...maker, outputs: renamed(maker.outputs, from, to) }));
      this.charge(to, this.roundings(from));
    }
    for (const reader of readers) {
      this.#exchange(reader, Object.freeze({ ...reader, inputs: renamed(reader.inputs, from, to) }));
    }
    this.replace(node, []);
    return true;
  }

  /** Names what was taken off the end. */
  end(tail: Tail): void {
    this.#tail = tail;
    this.#changed = true;
  }

  /** The canonical form as it is now; the same object where nothing was changed. */
  finish(): Canonical {
    if (!this.#changed) return this.#canonical;
    const { model } = this.#canonical;
    const graph: Graph = Object.freeze({
      ...model.graph,
      nodes: Object.freeze(this.#slots.flat()),
      initializers: Object.freeze(this.#initializers()),
    });
    const left = new Set(valueNames(graph));
    return Object.freeze({
      ...this.#canonical,
      model: Object.freeze({ ...model, graph }),
      types: only(this.#types, left),
      magnitudes: only(this.#magnitudes, left),
      roundings: only(this.#roundings, left),
      tail: this.#tail,
    });
  }

  #initializers(): readonly Initializer[] {
    const read = [...this.#constants].filter(([name]) => this.#readers.has(name) || this.isOutput(name));
    return read.map(([name, constant]) => Object.freeze({ ...constant, name }));
  }

  #link(node: Node, slot: number): void {
    this.#slotOf.set(node, slot);
    for (const name of node.outputs) if (name !== '') this.#makers.set(name, node);
    for (const name of readsOf(node)) {
      const readers = this.#readers.get(name);
      if (readers) readers.add(node);
      else if (name !== '') this.#readers.set(name, new Set([node]));
    }
  }

  #unlink(node: Node): void {
    this.#slotOf.delete(node);
    for (const name of node.outputs) if (this.#makers.get(name) === node) this.#makers.delete(name);
    for (const name of readsOf(node)) {
      const readers = this.#readers.get(name);
      readers?.delete(node);
      if (readers?.size === 0) this.#readers.delete(name);
    }
  }

  #exchange(old: Node, fresh: Node): void {
    const slot = this.#slotOf.get(old)!;
    this.#unlink(old);
    this.#link(fresh, slot);
    this.#slots[slot]!.splice(this.#slots[slot]!.indexOf(old), 1, fresh);
  }

  /** Drops the makers of values that nobody reads, and what only they read. */
  #sweep(names: readonly string[]): void {
    const waiting = [...names];
    for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
      const maker = this.maker(name);
      if (!maker || maker.outputs.some((one) => this.#readers.has(one) || this.isOutput(one))) continue;
      const slot = this.#slots[this.#slotOf.get(maker)!]!;
      this.#unlink(maker);
      slot.splice(slot.indexOf(maker), 1);
      waiting.push(...readsOf(maker));
    }
  }
}

const renamed = (names: readonly string[], from: string, to: string): readonly string[] =>
  Object.freeze(names.map((name) => (name === from ? to : name)));

const only = <T>(map: ReadonlyMap<string, T>, names: ReadonlySet<string>): ReadonlyMap<string, T> =>
  new Map([...map].filter(([name]) => names.has(name)));
