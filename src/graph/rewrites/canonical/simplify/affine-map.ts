import type { Node } from '../../../graph.ts';
import { absolute, coefficients, scalar, within, type Coefficients } from './coefficients.ts';
import type { Draft } from './draft.ts';

/** s · x + t, as one node computes it. */
export interface AffineMap {
  readonly x: string;
  readonly scale: Coefficients | null;
  readonly shift: Coefficients | null;
  /** Bounds the absolute terms that t was summed from. */
  readonly size: Coefficients | null;
  readonly roundings: number;
}

/** The node as an affine map of the one operand that is not constant; null for all other nodes. */
export function affineMapOf(draft: Draft, { operator, domain, inputs, outputs }: Node): AffineMap | null {
  if (domain !== '' || draft.type(outputs[0]!).element !== 'float32') return null;
  const [first, second] = inputs as [string, string];
  const roundings = draft.roundings(outputs[0]!);
  if (operator === 'Neg') return { x: first, scale: scalar(-1), shift: null, size: null, roundings };
  const constant = coefficients(draft.constant(second));
  if (operator === 'Mul' && constant)
    return { x: first, scale: constant, shift: null, size: null, roundings };
  if (operator === 'Add' && constant) {
    const size = coefficients(draft.magnitude(second)) ?? absolute(constant);
    return { x: first, scale: null, shift: constant, size, roundings };
  }
  const minuend = coefficients(draft.constant(first));
  if (operator !== 'Sub' || !minuend) return null;
  return { x: second, scale: scalar(-1), shift: minuend, size: absolute(minuend), roundings };
}

/** True where the map only turns signs, or does nothing: it is exact. */
export const isExact = ({ scale, shift }: AffineMap): boolean =>
  !shift && scale !== null && within(scale, 1, 1) && !scale.values.includes(0);
