import { constantsOf } from '../../constants.ts';
import type { Node } from '../../graph.ts';
import type { Operand, Site } from '../../operators/site.ts';
import type { Canonical } from './canonical.ts';

/** Answers any node of the graph with what is known of the values around it. */
export function sitesOf({ model, types, magnitudes, roundings }: Canonical): (node: Node) => Site {
  const constants = constantsOf(model.graph);
  const operand = (name: string): Operand => {
    const type = types.get(name);
    if (!type) throw new Error(`the value "${name}" has no type`);
    return { ...type, name, constant: constants.get(name) ?? null };
  };
  return (node) => ({
    node,
    inputs: node.inputs.map((name) => (name === '' ? null : operand(name))),
    outputs: node.outputs.filter((name) => name !== '').map(operand),
    magnitude(input) {
      const name = node.inputs[input] ?? '';
      return magnitudes.get(name) ?? constants.get(name) ?? null;
    },
    roundings: roundings?.get(node.outputs[0]!) ?? 0,
  });
}
