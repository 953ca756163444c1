import type { Node } from '../../../graph.ts';
import type { Canonical } from '../canonical.ts';
import { coefficients, each, nearest, type Coefficients } from './coefficients.ts';
import type { Draft } from './draft.ts';
import { FACTOR } from './headroom.ts';
import { nodeOf, rewriting } from './rewriting.ts';

/**
 * c + x ⇒ x + c      c · x ⇒ x · c      Sum(x, y) ⇒ x + y
 * x − c ⇒ x + (−c)   x / c ⇒ x · (1/c), where no c is zero, nor so small or large that something may be lost
 *
 * All but the last are the same float32 operation. 1/c is rounded once where c is no power of two. Neg and c − x are exact
 * or rounded once, and have rules of their own: they stay, unless a chain of affine operators takes them in.
 */
export function affine(canonical: Canonical): Canonical {
  return rewriting(canonical, (draft, node) => {
    const [first, second] = node.inputs as [string, string];
    switch (node.operator) {
      case 'Sum':
        if (node.inputs.length === 2) put(draft, node, 'Add', [first, second]);
        return;
      case 'Add':
      case 'Mul':
        if (draft.constant(first) && !draft.constant(second))
          put(draft, node, node.operator, [second, first]);
        return;
      case 'Sub':
        subtract(draft, node, first, second);
        return;
      case 'Div':
        divide(draft, node, first, second);
    }
  });
}

function subtract(draft: Draft, node: Node, x: string, name: string): void {
  const constant = coefficients(draft.constant(name));
  const negated = constant && nearest(each(constant, (c) => -c));
  if (negated) put(draft, node, 'Add', [x, draft.add(name, negated)]);
}

function divide(draft: Draft, node: Node, x: string, name: string): void {
  const constant = coefficients(draft.constant(name));
  if (!constant?.values.every((c) => Math.abs(c) >= 1 / FACTOR && Math.abs(c) <= FACTOR)) return;
  const inverse = nearest(each(constant, (c) => 1 / c))!;
  put(draft, node, 'Mul', [x, draft.add(name, inverse)]);
  draft.charge(node.outputs[0]!, isExact(constant) ? 0 : 1);
}

/** True where every inverse is a float32 as it is. */
const isExact = ({ values }: Coefficients): boolean => values.every((c) => Math.fround(1 / c) * c === 1);

const put = (draft: Draft, node: Node, operator: string, inputs: readonly string[]): void =>
  draft.replace(node, [nodeOf(operator, node.name, inputs, node.outputs)]);
