import { readNumbers } from '../../../constant.ts';
import type { Node } from '../../../graph.ts';
import type { Canonical } from '../canonical.ts';
import type { Draft } from './draft.ts';
import { keepsOrder } from './permutation.ts';
import { nodeOf, rewriting } from './rewriting.ts';

/**
 * f(x) = x: the node goes, and who read f(x) reads x.
 *
 * Bit for bit, but for the sign of zero: x + 0 turns −0 into 0, and bounds do not tell them apart. A sum with 0 or a
 * product with 1 that was folded from several operators is not an identity: the deployed program rounds in between.
 */
export function identity(canonical: Canonical): Canonical {
  return rewriting(canonical, (draft, node) => {
    const x = kept(draft, node);
    if (x === null || !sameType(draft, node, x) || draft.forward(node, x)) return;
    // from the graph's input straight to its output: nothing else could make that
    if (node.operator !== 'Identity') draft.replace(node, [nodeOf('Identity', node.name, [x], node.outputs)]);
  });
}

/** The input that the node gives back, if it has the type of the output; null for nodes that compute something. */
function kept(draft: Draft, node: Node): string | null {
  const one = node.inputs.filter((name) => name !== '').length === 1;
  const first = node.inputs[0]!;
  switch (node.operator) {
    case 'Identity':
    case 'Cast':
    case 'Flatten':
    case 'Reshape':
    case 'Squeeze':
    case 'Unsqueeze':
    case 'Expand':
    case 'Tile':
      return first;
    case 'Concat':
    case 'Sum':
    case 'Mean':
    case 'Max':
    case 'Min':
      return one ? first : null;
    case 'Split':
      return node.outputs.length === 1 ? first : null;
    case 'Dropout':
      return isInference(draft, node) ? first : null;
    case 'Transpose':
      return keepsOrder(node, draft.dims(first)) ? first : null;
    case 'Slice':
      return isAll(draft, node.inputs[4], 1) ? first : null;
    case 'Pad':
      return isAll(draft, node.inputs[1], 0) ? first : null;
    case 'Pow':
    case 'Div':
      return isAll(draft, node.inputs[1], 1) ? first : null;
    case 'Sub':
      return isAll(draft, node.inputs[1], 0) ? first : null;
    case 'Mul':
      return neutral(draft, node, 1);
    case 'Add':
      return neutral(draft, node, 0);
    default:
      return null;
  }
}

function sameType(draft: Draft, node: Node, x: string): boolean {
  const [before, after] = [draft.type(x), draft.type(node.outputs[0]!)];
  return before.element === after.element && before.dims.join() === after.dims.join();
}

/** True where every element of a constant is `value`; an input that is left out stands for that. */
function isAll(draft: Draft, name: string | undefined, value: number): boolean {
  if (!name) return true;
  const constant = draft.constant(name);
  return constant !== null && (readNumbers(constant)?.every((one) => one === value) ?? false);
}

/** The operand beside a constant that is `value` everywhere, and stands for that alone. */
function neutral(draft: Draft, { inputs, outputs }: Node, value: number): string | null {
  const place = inputs.findIndex((name) => draft.constant(name) !== null && isAll(draft, name, value));
  if (place < 0 || draft.magnitude(inputs[place]!) || draft.roundings(outputs[0]!) > 0) return null;
  return inputs[1 - place]!;
}

function isInference(draft: Draft, { inputs, outputs }: Node): boolean {
  const [, mask] = outputs;
  const unread = !mask || (draft.readers(mask).length === 0 && !draft.isOutput(mask));
  return unread && isAll(draft, inputs[2], 0);
}
