import { readsOf, subgraphs, type Graph, type Node } from './graph.ts';
import { quote, some } from './quote.ts';
import { checkAttributes } from './check/attributes.ts';
import { findCycle } from './check/cycle.ts';
import { labelOf, naming, type Flaw } from './check/flaw.ts';
import { Scope } from './check/scope.ts';
import { checkConstant, checkSparse, checkValue } from './check/size.ts';

/**
 * Everything that makes the graph illegal; empty when it is legal. A legal graph defines every value once and before
 * it is read, defines its outputs, has no cycle, attributes of one meaning, and constants that hold what their dims
 * say. Nested graphs are held to the same and may read outer values. Linear in the size of the graph.
 */
export const check = (graph: Graph): readonly Flaw[] => [...flawsOf(graph)];

/** The same one by one, for a caller who has seen enough after some. */
export const flawsOf = (graph: Graph): Generator<Flaw> => checkWithin(graph, null);

function* checkWithin(graph: Graph, outer: Scope | null): Generator<Flaw> {
  const scope = new Scope(graph, outer);
  const early: Early = { first: null, count: 0 };
  yield* checkGiven(graph, scope);
  for (const [place, node] of graph.nodes.entries()) {
    for (const flaw of checkNode(node, place, scope, early)) yield { ...labelOf(node, place), ...flaw };
  }
  yield* checkOrder(graph, early);
  for (const value of graph.outputs) {
    if (!scope.has(value.name)) {
      yield { code: 'value_undefined', message: `nothing computes the output ${quote(value.name)}` };
    }
    yield* checkValue('the output', value);
  }
  for (const value of graph.values) yield* checkValue('the value', value);
}

/** Reads of values that are made later in the file: the first, and how many there are. */
interface Early {
  first: { readonly node: Node; readonly place: number; readonly name: string } | null;
  count: number;
}

/** Inputs and initializers. */
function* checkGiven(graph: Graph, scope: Scope): Generator<Flaw> {
  for (const value of graph.inputs) {
    yield* define(() => 'the input', value.name, scope);
    yield* checkValue('the input', value);
  }
  for (const one of graph.initializers) {
    yield* define(() => 'the initializer', one.name, scope);
    yield* checkConstant(() => `the initializer ${quote(one.name)}`, one);
  }
  for (const one of graph.sparse) {
    yield* define(() => 'the sparse initializer', one.name, scope);
    yield* checkSparse(() => `the sparse initializer ${quote(one.name)}`, one);
  }
}

function* define(what: () => string, name: string, scope: Scope): Generator<Flaw> {
  if (name === '') yield { code: 'value_unnamed', message: `${what()} has no name` };
  else if (!scope.define(name)) {
    yield { code: 'value_defined_twice', message: `${what()} ${quote(name)} has the name of another value` };
  }
}

function* checkNode(node: Node, place: number, scope: Scope, early: Early): Generator<Flaw> {
  if (node.operator === '') {
    yield { code: 'operator_missing', message: `${naming(node, place)} has no operator` };
  }
  for (const name of readsOf(node)) {
    if (!scope.makes(name) || scope.has(name)) continue;
    early.first ??= { node, place, name };
    early.count++;
  }
  for (const name of node.inputs) {
    if (name === '' || scope.has(name) || scope.knows(name)) continue;
    const message = `${naming(node, place)} reads ${quote(name)}, which no input, initializer or node defines`;
    yield { code: 'value_undefined', message };
  }
  yield* checkAttributes(node, place);
  for (const inner of subgraphs(node)) yield* checkWithin(inner, scope);
  for (const name of node.outputs) {
    if (name !== '') yield* define(() => `an output of ${naming(node, place)},`, name, scope);
  }
}

/** Nodes that read too early stand in a cycle, or only in the wrong order. */
function* checkOrder(graph: Graph, early: Early): Generator<Flaw> {
  if (!early.first) return;
  const cycle = findCycle(graph.nodes);
  if (cycle) {
    const names = cycle.map((node) => node.name || node.outputs[0] || node.operator);
    const message = `these nodes wait for each other in a circle: ${some(names, 8)}`;
    yield { code: 'graph_cyclic', message };
    return;
  }
  const { node, place, name } = early.first;
  const others = early.count > 1 ? ` (and ${early.count - 1} more such reads)` : '';
  const message = `${naming(node, place)} reads ${quote(name)} before a later node makes it${others}; ONNX wants the nodes in order of computation`;
  yield { code: 'graph_unsorted', message, ...labelOf(node, place) };
}
