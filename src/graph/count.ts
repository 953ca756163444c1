import { constantOf } from './constants.ts';
import type { Constant } from './constant.ts';
import { graphsWithin, type Graph } from './graph.ts';
import { elementCount } from './tensor.ts';

/** Nodes by operator, in alphabetical order; operators of another domain carry its name. Nested graphs count. */
export function countOperators(graph: Graph): Readonly<Record<string, number>> {
  const counts = new Map<string, number>();
  for (const { nodes } of graphsWithin(graph)) {
    for (const { domain, operator } of nodes) {
      const name = domain === '' ? operator : `${domain}.${operator}`;
      counts.set(name, (counts.get(name) ?? 0) + 1);
    }
  }
  return Object.fromEntries([...counts].sort(([a], [b]) => (a < b ? -1 : 1)));
}

const isFloating = ({ type }: Constant): boolean => /^b?float/.test(type);

/**
 * Elements of all floating-point constants, wherever the exporter put them: initializers, sparse ones (the values
 * that are stored) and Constant nodes. Integers are shapes and axes, or quantised weights; they are not counted.
 */
export function countParameters(graph: Graph): number {
  let count = 0;
  for (const { initializers, sparse, nodes } of graphsWithin(graph)) {
    const constants = [...initializers, ...sparse.map(({ values }) => values), ...nodes.map(constantOf)];
    for (const one of constants) if (one && isFloating(one)) count += elementCount(one.dims);
  }
  return count;
}
