import { floatUp, TINY, UNIT } from '../../float32.ts';
import type { Bounds, NormBall } from '../../rewrites/interval/bounds.ts';
import type { Emit } from '../../rewrites/interval/emit.ts';

/** What one addition or multiplication of an affine map errs by, relatively, folded into others or not. */
const ROUNDING = 16 * UNIT;

/** The norm ball of a sum of a norm ball and constants; null where the operands are others. */
export function translated(
  emit: Emit,
  operands: readonly Bounds[],
  signs: readonly (1 | -1)[],
  dims: readonly number[],
): NormBall | null {
  const [first, second] = operands;
  if (operands.length !== 2 || !first?.norm || !second?.constant || signs[0] !== 1) return null;
  if (first.dims.join() !== dims.join()) return null;
  const { norm } = first;
  const { lower } = second.ends();
  const centre = emit.node(signs[1] === 1 ? 'Add' : 'Sub', [norm.centre, lower]);
  const { centre: shift, spread } = second.ball({ slack: 1 });
  const size = emit.node('Add', [
    sizeOfNorm(emit, norm),
    emit.node('Add', [emit.node('Abs', [shift]), spread]),
  ]);
  return { ...norm, centre, error: grown(emit, norm.error, size) };
}

/** The norm ball of a norm ball times a constant, coordinate by coordinate. */
export function stretched(emit: Emit, norm: NormBall, by: string): NormBall {
  const size = emit.node('Abs', [by]);
  const up = emit.scalar(1 + 4 * UNIT);
  const centre = emit.node('Mul', [norm.centre, by]);
  // what underflows is less than 2^−149
  const scaled = emit.node('Mul', [emit.node('Mul', [norm.scale, size]), up]);
  const scale = emit.node('Add', [scaled, emit.scalar(2 ** -140)]);
  const error = norm.error && emit.node('Mul', [emit.node('Mul', [norm.error, size]), up]);
  const next = { ...norm, centre, scale, error };
  return { ...next, error: grown(emit, error, sizeOfNorm(emit, next)) };
}

/** |centre| + scale · ε: no value of the ball is larger. */
export const sizeOfNorm = (emit: Emit, { centre, scale, epsilon }: NormBall): string =>
  emit.node('Add', [emit.node('Abs', [centre]), emit.node('Mul', [scale, epsilon])]);

function grown(emit: Emit, error: string | null, size: string): string {
  const share = emit.node('Mul', [size, emit.scalar(floatUp(ROUNDING))]);
  const fresh = emit.node('Add', [share, emit.scalar(TINY)]);
  return error === null ? fresh : emit.node('Add', [error, fresh]);
}
