import { TINY, UNIT } from '../../float32.ts';
import type { Ends } from '../../rewrites/interval/bounds.ts';
import type { Emit } from '../../rewrites/interval/emit.ts';
import type { Site } from '../site.ts';
import { floatGap, floatOf } from './operands.ts';
import { largest } from './size.ts';

/** Roundings, relative to the result, of quotient, root, scale and sum: fewer than 32 in our bounds and the engine's result. */
const ROUNDINGS = 64 * UNIT;

/** Below this, a variance of zero would not be told from none. */
const LEAST_EPSILON = 1e-30;

/** The node's ε, which keeps a variance of zero from being divided by. */
export const epsilonOf = (site: Site): number => Math.fround(floatOf(site, 'epsilon', 1e-5));

/** Why a normalisation has no bounds. */
export function normalisationGap(site: Site): string | null {
  const [, scale, bias] = site.inputs;
  if (!scale?.constant || (bias && !bias.constant)) return 'its scale or its bias depends on the input';
  if (!(epsilonOf(site) >= LEAST_EPSILON)) return `its epsilon is ${epsilonOf(site)}; a variance may be zero`;
  return site.outputs.length > 1 ? 'its mean and its deviation, as outputs, have no bounds' : floatGap(site);
}

/** Ends of t · scale + bias, broadcast, and the rounding that is relative to it. */
export function scaled(emit: Emit, t: Ends, scale: string, bias: string | null): Ends {
  const products = [t.lower, t.upper].map((end) => emit.node('Mul', [end, scale]));
  const [lower, upper] = ['Min', 'Max'].map((extreme) => emit.node(extreme, products));
  const size = largest(emit, { lower: lower!, upper: upper! });
  const reach = bias === null ? size : emit.node('Add', [size, emit.node('Abs', [bias])]);
  const apart = emit.node('Add', [emit.node('Mul', [reach, emit.scalar(ROUNDINGS)]), emit.scalar(TINY)]);
  const moved = (end: string): string => (bias === null ? end : emit.node('Add', [end, bias]));
  return {
    lower: emit.node('Sub', [moved(lower!), apart]),
    upper: emit.node('Add', [moved(upper!), apart]),
  };
}
