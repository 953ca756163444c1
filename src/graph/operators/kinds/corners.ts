import type { Ends } from '../../rewrites/interval/bounds.ts';
import type { Emit } from '../../rewrites/interval/emit.ts';

/**
 * The ends of a function of two values, broadcast, that is monotone in each while the other stays: its extremes lie at the
 * corners. The engine rounds the corners as it rounds what lies between them, and rounding is monotone.
 */
export function corners(emit: Emit, operator: 'Mul' | 'Div', a: Ends, b: Ends): Ends {
  const values = [a.lower, a.upper].flatMap((x) =>
    [b.lower, b.upper].map((y) => emit.node(operator, [x, y])),
  );
  return { lower: emit.node('Min', values), upper: emit.node('Max', values) };
}

/** A step further apart: for exact results, and for engines that fuse or reorder two roundings. */
export const outward = (emit: Emit, { lower, upper }: Ends): Ends => ({
  lower: emit.down(lower),
  upper: emit.up(upper),
});
