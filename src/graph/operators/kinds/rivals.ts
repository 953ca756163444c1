import { floatDown, floatUp, gamma } from '../../float32.ts';
import type { Ends } from '../../rewrites/interval/bounds.ts';
import type { Emit } from '../../rewrites/interval/emit.ts';
import { APPROXIMATIONS } from '../approximation.ts';

/** Σ_{j≠i} exp(x_j − x_i) = others · exp(shift), as a bound that holds for all x. `others` is not negative. */
export interface Rivals {
  readonly others: string;
  readonly shift: string;
}

/** An exponential that underflows is lost; so are a few such in a sum. */
const LOST = 2 ** -120;

/**
 * What stands beside the 1 in softmax_i = 1/(1 + Σ_{j≠i} exp(x_j − x_i)), from above (x_j high, x_i low) and from below: the
 * exact range, since every term falls with x_i and rises with x_j. With M = max v and e_j = exp(v_j − M) ≤ 1,
 *   Σ_{j≠i} exp(v_j − w_i) = (Σ_{j<i} e_j + Σ_{j>i} e_j) · exp(M − w_i):
 * two running sums, in which nothing cancels. Differences are rounded outward; the exponentials' error and γ of the sums
 * are taken more than once.
 */
export function rivals(
  emit: Emit,
  { lower, upper }: Ends,
  axis: number,
  terms: number,
): { readonly least: Rivals; readonly most: Rivals } {
  const share = 8 * APPROXIMATIONS.Exp.relative + 4 * gamma(terms);
  const lost = emit.scalar(terms * LOST);
  const most = beside(emit, upper, lower, axis, (x) => emit.up(x));
  const least = beside(emit, lower, upper, axis, (x) => emit.down(x));
  const above = emit.node('Add', [emit.node('Mul', [most.others, emit.scalar(floatUp(1 + share))]), lost]);
  const below = emit.node('Sub', [emit.node('Mul', [least.others, emit.scalar(floatDown(1 - share))]), lost]);
  return {
    most: { ...most, others: above },
    least: { ...least, others: emit.node('Max', [below, emit.scalar(0)]) },
  };
}

function beside(
  emit: Emit,
  v: string,
  w: string,
  axis: number,
  rounded: (difference: string) => string,
): Rivals {
  const greatest = emit.node('ReduceMax', [v, emit.ints([axis])], { keepdims: 1 });
  const terms = emit.node('Exp', [rounded(emit.node('Sub', [v, greatest]))]);
  const running = (reverse: number): string =>
    emit.node('CumSum', [terms, emit.ints([axis])], { exclusive: 1, reverse });
  return {
    others: emit.node('Add', [running(0), running(1)]),
    shift: rounded(emit.node('Sub', [greatest, w])),
  };
}
