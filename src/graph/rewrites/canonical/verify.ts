import { check } from '../../check.ts';
import type { Canonical } from './canonical.ts';

/** Throws when a pass has left a graph that is illegal, or values without a type: a fault of the pass, not of the model. */
export function verify(canonical: Canonical, pass: string): Canonical {
  const { graph } = canonical.model;
  const faults = check(graph).map(({ message }) => message);
  const made = [...graph.inputs.map(({ name }) => name), ...graph.nodes.flatMap(({ outputs }) => outputs)];
  for (const name of made) {
    if (name !== '' && !canonical.types.has(name)) faults.push(`the value "${name}" has no type`);
  }
  for (const { name, type, dims } of graph.initializers) {
    const known = canonical.types.get(name);
    if (known?.element === type && known.dims.join() === dims.join()) continue;
    faults.push(`the constant "${name}" is ${type}[${dims.join(', ')}], but its type is another`);
  }
  if (faults.length > 0) throw new Error(`the pass "${pass}" left ${faults.slice(0, 5).join('; ')}`);
  return canonical;
}
