import { bytesOf } from '../../../constant.ts';
import type { Canonical } from '../canonical.ts';
import { nodeOf, rewriting } from './rewriting.ts';

/**
 * GlobalAveragePool(x) ⇒ ReduceMean(x) over all axes but the first two, which stay with size one: the same sum and quotient,
 * in some order.
 */
export function globalAveragePool(canonical: Canonical): Canonical {
  return rewriting(canonical, (draft, node) => {
    if (node.operator !== 'GlobalAveragePool') return;
    const [x] = node.inputs as [string];
    const axes = BigInt64Array.from(draft.dims(x).slice(2), (_, i) => BigInt(i + 2));
    if (axes.length === 0) return;
    const name = draft.add(`${node.name}/axes`, { type: 'int64', dims: [axes.length], bytes: bytesOf(axes) });
    draft.replace(node, [nodeOf('ReduceMean', node.name, [x, name], node.outputs)]);
  });
}
