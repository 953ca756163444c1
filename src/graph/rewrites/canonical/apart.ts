import { labelOf, naming } from '../../check/flaw.ts';
import type { Graph } from '../../graph.ts';
import type { Obstacle } from './unsupported.ts';

/** Sizes of the values that depend on the input, for one batch size. */
export interface Sizes {
  readonly batch: number;
  readonly dims: ReadonlyMap<string, readonly number[]>;
}

/**
 * Obstacles where samples do not stay apart: a value whose first axis is not k rows for each sample, k whole and the same
 * for both batch sizes, or whose other sizes change with the batch. Only the first nodes on each way are told.
 */
export function mixing(graph: Graph, here: Sizes, there: Sizes): readonly Obstacle[] {
  const apart = (name: string): boolean => {
    const dims = here.dims.get(name);
    return !dims || isBatch(dims, here.batch, there.dims.get(name)!, there.batch);
  };
  const obstacles: Obstacle[] = [];
  for (const [place, node] of graph.nodes.entries()) {
    const mixed = node.outputs.find((name) => !apart(name));
    if (mixed === undefined || !node.inputs.every(apart)) continue;
    const both = here.batch === there.batch ? [here] : [here, there];
    const sizes = both.map(({ batch, dims }) => `[${dims.get(mixed)!.join(', ')}] for a batch of ${batch}`);
    const message = `what ${naming(node, place)} gives does not keep the samples apart along its first axis: it is ${sizes.join(' and ')}`;
    obstacles.push({ code: 'batch_axis', message, ...labelOf(node, place) });
  }
  return obstacles;
}

function isBatch(here: readonly number[], batch: number, there: readonly number[], other: number): boolean {
  const [rows, ...rest] = here;
  const [otherRows, ...otherRest] = there;
  if (rows === undefined || otherRows === undefined || rows % batch !== 0) return false;
  return otherRows === (rows / batch) * other && rest.join() === otherRest.join();
}
