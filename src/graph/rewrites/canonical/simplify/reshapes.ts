import { bytesOf, type Constant } from '../../../constant.ts';
import type { Node } from '../../../graph.ts';
import type { Canonical } from '../canonical.ts';
import type { Draft } from './draft.ts';
import { keepsOrder } from './permutation.ts';
import { nodeOf, rewriting } from './rewriting.ts';

const RESHAPES: ReadonlySet<string> = new Set(['Reshape', 'Flatten', 'Squeeze', 'Unsqueeze']);

/**
 * Reshape(Reshape(x)) ⇒ Reshape(x), or x where the sizes are those of x again. Flatten, Squeeze, Unsqueeze and Transposes of
 * axes of size one are reshapes too. The first size is left to the engine: it belongs to the batch.
 */
export function reshapes(canonical: Canonical): Canonical {
  return rewriting(canonical, (draft, node) => {
    const maker = isReshape(draft, node) ? draft.maker(node.inputs[0]!) : null;
    if (!maker || !isReshape(draft, maker)) return;
    const [x] = maker.inputs as [string];
    const dims = draft.dims(node.outputs[0]!);
    if (draft.dims(x).join() === dims.join() && draft.forward(node, x)) return;
    if (dims.length === 0 || dims.includes(0)) return;
    const shape = draft.add(`${node.name}/shape`, vector([-1, ...dims.slice(1)]));
    draft.replace(node, [nodeOf('Reshape', node.name, [x, shape], node.outputs)]);
  });
}

/** True for a node that gives the elements of its first input in the same order, with other sizes. */
export function isReshape(draft: Draft, node: Node): boolean {
  if (node.domain !== '') return false;
  if (node.operator === 'Transpose') return keepsOrder(node, draft.dims(node.inputs[0]!));
  return RESHAPES.has(node.operator);
}

const vector = (values: readonly number[]): Constant => ({
  type: 'int64',
  dims: [values.length],
  bytes: bytesOf(BigInt64Array.from(values, BigInt)),
});
