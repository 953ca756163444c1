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
export const check = (graph: Graph): readonly Flaw[] => checkWithin(graph, null);

function checkWithin(graph: Graph, outer: Scope | null): readonly Flaw[] {
  const scope = new Scope(graph, outer);
  const early: Early[] = [];
  const flaws = [...checkGiven(graph, scope)];
  graph.nodes.forEach((node, place) => {
    for (const flaw of checkNode(node, place, scope, early)) flaws.push({ ...labelOf(node, place), ...flaw });
  });
  for (const flaw of checkOrder(graph, early)) flaws.push(flaw);
  for (const value of graph.outputs) {
    if (scope.has(value.name)) continue;
    flaws.push({ code: 'value_undefined', message: `nothing computes the output ${quote(value.name)}` });
  }
  for (const value of graph.outputs) flaws.push(...checkValue('the output', value));
  for (const value of graph.values) flaws.push(...checkValue('the value', value));
  return flaws;
}

/** A read of a value that is made later in the file. */
interface Early {
  readonly node: Node;
  readonly place: number;
  readonly name: string;
}

/** Inputs and initializers. */
function* checkGiven(graph: Graph, scope: Scope): Generator<Flaw> {
  for (const value of graph.inputs) {
    yield* define('the input', value.name, scope);
    yield* checkValue('the input', value);
  }
  for (const one of graph.initializers) {
    yield* define('the initializer', one.name, scope);
    yield* checkConstant(`the initializer ${quote(one.name)}`, one);
  }
  for (const one of graph.sparse) {
    yield* define('the sparse initializer', one.name, scope);
    yield* checkSparse(`the sparse initializer ${quote(one.name)}`, one);
  }
}

function* define(what: string, name: string, scope: Scope): Generator<Flaw> {
  if (name === '') yield { code: 'value_unnamed', message: `${what} has no name` };
  else if (!scope.define(name)) {
    yield { code: 'value_defined_twice', message: `${what} ${quote(name)} has the name of another value` };
  }
}

function* checkNode(node: Node, place: number, scope: Scope, early: Early[]): Generator<Flaw> {
  if (node.operator === '')
    yield { code: 'operator_missing', message: `${naming(node, place)} has no operator` };
  for (const name of readsOf(node))
    if (scope.makes(name) && !scope.has(name)) early.push({ node, place, name });
  for (const name of node.inputs) {
    if (name === '' || scope.has(name) || scope.knows(name)) continue;
    const message = `${naming(node, place)} reads ${quote(name)}, which no input, initializer or node defines`;
    yield { code: 'value_undefined', message };
  }
  yield* checkAttributes(node, place);
  for (const inner of subgraphs(node)) yield* checkWithin(inner, scope);
  for (const name of node.outputs) {
    if (name !== '') yield* define(`an output of ${naming(node, place)},`, name, scope);
  }
}

/** Nodes that read too early stand in a cycle, or only in the wrong order. */
function* checkOrder(graph: Graph, early: readonly Early[]): Generator<Flaw> {
  const [first] = early;
  if (!first) return;
  const cycle = findCycle(graph.nodes);
  if (cycle) {
    const names = cycle.map((node) => node.name || node.outputs[0] || node.operator);
    yield { code: 'graph_cyclic', message: `these nodes wait for each other in a circle: ${some(names, 8)}` };
    return;
  }
  const { node, place, name } = first;
  const others = early.length > 1 ? ` (and ${early.length - 1} more such reads)` : '';
  yield {
    code: 'graph_unsorted',
    message: `${naming(node, place)} reads ${quote(name)} before a later node makes it${others}; ONNX wants the nodes in order of computation`,
    ...labelOf(node, place),
  };
}
