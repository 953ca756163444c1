import { constantsOf } from '../../constants.ts';
import { operatorOf } from '../../operators/entry.ts';
import type { Canonical } from '../canonical/canonical.ts';
import { sitesOf } from '../canonical/sites.ts';
import type { Bounds } from './bounds.ts';
import { constantBounds } from './constant-bounds.ts';
import type { Emit } from './emit.ts';
import { boundsOfNode } from './rules.ts';

/** Bounds of every value of the network, by name, in the order of computation; written only as far as they are asked for. */
export function boundsOfValues(emit: Emit, canonical: Canonical, input: Bounds): ReadonlyMap<string, Bounds> {
  const { graph } = canonical.model;
  const siteOf = sitesOf(canonical);
  const constants = constantsOf(graph);
  const known = new Map<string, Bounds>([[graph.inputs[0]!.name, input]]);
  const boundsOf = (name: string): Bounds | null => {
    const constant = constants.get(name);
    if (constant) return constantBounds(emit, constant, canonical.magnitudes.get(name) ?? null);
    return known.get(name) ?? null;
  };
  for (const node of graph.nodes) {
    const site = siteOf(node);
    const operator = operatorOf(site);
    if (!operator)
      throw new Error(`node "${node.name}" is of no known operator; obstaclesOf would have told`);
    const bounds = boundsOfNode(emit, site, operator, node.inputs.map(boundsOf));
    const names = node.outputs.filter((name) => name !== '');
    for (const [i, name] of names.entries()) known.set(name, bounds[i]!);
  }
  return known;
}
