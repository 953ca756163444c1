import { fromFront } from '../../../operators/kinds/places.ts';
import type { Node } from '../../../graph.ts';
import type { Canonical, Tail } from '../canonical.ts';
import type { Draft } from './draft.ts';
import { isReshape } from './reshapes.ts';
import { intOf, rewriting } from './rewriting.ts';

const TAILS: Readonly<Record<string, Tail>> = { Softmax: 'softmax', LogSoftmax: 'log_softmax' };

/**
 * The Softmax or LogSoftmax over the classes at the end of the graph goes, and `tail` names it: in exact arithmetic both
 * keep the order of the classes, because they rise strictly with each logit against the others.
 *
 * In float32 class y has strictly the largest output where z_y − z_j > m = 2^−16 for all j ≠ y. Softmax is e_i · fl(1/Σe), or
 * e_i/Σe, with e_i = exp(fl(z_i − z_y)). The engine's exp errs by less than 2^−20, relatively, so that e_y ≥ 1 − 2^−20 and
 * e_j ≤ exp(−m(1 − 2^−24)) (1 + 2^−20) < e_y (1 − 2^−17); the last factor is the same for both, and rounding by 2^−24 leaves
 * them apart. LogSoftmax is fl(fl(z_i − z_y) − L), L = log Σe < 17 for up to 2^24 classes: −L against at most −m − L, where
 * floats lie 2^−19 apart. So the margins of a certificate must exceed 2^−16 where `tail` is not 'none'.
 */
export function softmaxTail(canonical: Canonical): Canonical {
  const [output] = canonical.model.graph.outputs;
  return rewriting(canonical, (draft, node) => {
    const tail = Object.hasOwn(TAILS, node.operator) ? TAILS[node.operator]! : 'none';
    if (tail === 'none' || draft.tail !== 'none') return;
    if (!isOverClasses(draft, node, draft.dims(output!.name)) || !isLast(draft, node)) return;
    if (draft.forward(node, node.inputs[0]!)) draft.end(tail);
  });
}

/** True where the operator's axis holds the classes of the output: for the last one, every other but the batch has size one. */
function isOverClasses(draft: Draft, node: Node, output: readonly number[]): boolean {
  const dims = draft.dims(node.outputs[0]!);
  const place = fromFront(intOf(node, 'axis', -1), dims.length);
  const [batch, classes] = output;
  return output.length === 2 && place > 0 && dims[0] === batch && dims[place] === classes;
}

/** True where what the node makes is the graph's output, or becomes it by nothing but other sizes. */
function isLast(draft: Draft, node: Node): boolean {
  const [value] = node.outputs as [string];
  if (draft.isOutput(value)) return true;
  const [reader] = draft.readers(value);
  return reader !== undefined && isReshape(draft, reader) && isLast(draft, reader);
}
