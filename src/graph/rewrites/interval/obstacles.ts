import { gapOf } from '../../operators/entry.ts';
import type { Canonical } from '../canonical/canonical.ts';
import { sitesOf } from '../site-of.ts';

/** Why a node stands in the way of bounds. */
export interface OperatorObstacle {
  readonly code: 'operator_without_bounds';
  readonly message: string;
  readonly node: string;
  readonly operator: string;
}

/** Every node of the network that has no bounds, with the reason. */
export function obstaclesOf(canonical: Canonical): readonly OperatorObstacle[] {
  const siteOf = sitesOf(canonical);
  return canonical.model.graph.nodes.flatMap((node): readonly OperatorObstacle[] => {
    const gap = gapOf(siteOf(node));
    if (gap === null) return [];
    const message = `node "${node.name}" (${node.operator}) has no sound bounds: ${gap}`;
    return [{ code: 'operator_without_bounds', message, node: node.name, operator: node.operator }];
  });
}
