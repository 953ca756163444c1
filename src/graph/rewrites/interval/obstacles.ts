import { labelOf, naming } from '../../check/flaw.ts';
import { gapOf } from '../../operators/entry.ts';
import type { Canonical } from '../canonical/canonical.ts';
import { sitesOf } from '../canonical/sites.ts';

/** Why a node stands in the way of bounds; names are fit for a message. */
export interface OperatorObstacle {
  readonly code: 'operator_without_bounds';
  readonly message: string;
  readonly node: string;
  readonly operator: string;
}

/** Every node of the network that has no bounds, with the reason. */
export function obstaclesOf(canonical: Canonical): readonly OperatorObstacle[] {
  const siteOf = sitesOf(canonical);
  return canonical.model.graph.nodes.flatMap((node, place): readonly OperatorObstacle[] => {
    const gap = gapOf(siteOf(node));
    if (gap === null) return [];
    const message = `${naming(node, place)} has no sound bounds: ${gap}`;
    return [{ code: 'operator_without_bounds', message, ...labelOf(node, place) }];
  });
}
