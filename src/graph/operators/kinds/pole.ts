import type { Ends } from '../../rewrites/interval/bounds.ts';
import type { Emit } from '../../rewrites/interval/emit.ts';

/** The ends of f where the interval x lies on one side of zero, NaN where it holds zero: f has a pole there. */
export function definedBeside(emit: Emit, x: Ends, ends: Ends): Ends {
  const side = (end: string) => emit.node('Sign', [end]);
  const product = emit.node('Mul', [side(x.lower), side(x.upper)]);
  const beside = emit.node('Greater', [product, emit.scalar(0)]);
  const kept = (end: string) => emit.node('Where', [beside, end, emit.scalar(NaN)]);
  return { lower: kept(ends.lower), upper: kept(ends.upper) };
}
