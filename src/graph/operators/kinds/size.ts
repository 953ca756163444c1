import type { Ends } from '../../rewrites/interval/bounds.ts';
import type { Emit } from '../../rewrites/interval/emit.ts';

/** The ends of |x|, exactly: the least is max(l, −u, 0), the greatest max(u, −l). */
export function sizeOf(emit: Emit, x: Ends): Ends {
  const [below, above] = [emit.node('Neg', [x.upper]), emit.node('Neg', [x.lower])];
  return { lower: emit.node('Max', [x.lower, below, emit.scalar(0)]), upper: largest(emit, x, above) };
}

/** The greatest |x|. */
export const largest = (emit: Emit, { lower, upper }: Ends, below = emit.node('Neg', [lower])): string =>
  emit.node('Max', [upper, below]);
