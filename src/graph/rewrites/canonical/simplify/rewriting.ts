import type { Attribute, Node } from '../../../graph.ts';
import type { Canonical } from '../canonical.ts';
import { Draft } from './draft.ts';

/** Looks at one node, and changes the draft where its rule applies. */
export type Visit = (draft: Draft, node: Node) => void;

/**
 * Shows every node to the rule, again and again until it changes nothing: a rule that applies must leave less to do, so
 * that this ends. The same object where the rule never applies.
 */
export function rewriting(canonical: Canonical, visit: Visit): Canonical {
  for (let state = canonical; ;) {
    const draft = new Draft(state);
    draft.each((node) => {
      if (node.domain === '') visit(draft, node);
    });
    const next = draft.finish();
    if (next === state) return state;
    state = next;
  }
}

/** A node of ONNX's own operators. */
export const nodeOf = (
  operator: string,
  name: string,
  inputs: readonly string[],
  outputs: readonly string[],
  attributes: readonly Attribute[] = [],
): Node =>
  Object.freeze({
    operator,
    name,
    domain: '',
    inputs: Object.freeze(inputs),
    outputs: Object.freeze(outputs),
    attributes: Object.freeze(attributes),
  });

export const ints = (name: string, values: readonly number[]): Attribute => ({
  name,
  kind: 'ints',
  value: values.map(BigInt),
});

/** An int attribute as a number, or what ONNX takes where it is left out. */
export function intOf(node: Node, name: string, otherwise: number): number {
  const found = node.attributes.find((one) => one.name === name);
  return found?.kind === 'int' ? Number(found.value) : otherwise;
}

/** A float attribute, or what ONNX takes where it is left out. */
export function floatOf(node: Node, name: string, otherwise: number): number {
  const found = node.attributes.find((one) => one.name === name);
  return found?.kind === 'float' ? found.value : otherwise;
}
