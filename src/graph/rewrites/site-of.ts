import { constantsOf } from '../constants.ts';
import type { Node } from '../graph.ts';
import type { Operand, Site } from '../operators/site.ts';
import type { Canonical } from './canonical/canonical.ts';

/** Gives every node of a canonical graph with what is known around it. */
export function sitesOf({ model, types, magnitudes, roundings }: Canonical): (node: Node) => Site {
  const constants = constantsOf(model.graph);
  const operand = (name: string): Operand | null => {
    if (name === '') return null;
    const type = types.get(name);
    if (!type) throw new Error(`the canonical graph does not say what type "${name}" has`);
    return { name, ...type, constant: constants.get(name) ?? null };
  };
  return (node) => ({
    node,
    inputs: node.inputs.map(operand),
    outputs: node.outputs.filter((name) => name !== '').map((name) => operand(name)!),
    magnitude: (input) => magnitudes.get(node.inputs[input] ?? '') ?? null,
    roundings: roundings?.get(node.outputs[0]!) ?? 0,
  });
}
