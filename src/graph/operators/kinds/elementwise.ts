import type { Ends } from '../../rewrites/interval/bounds.ts';
import type { Accuracy, Emit } from '../../rewrites/interval/emit.ts';
import type { Elementwise } from '../operator.ts';
import type { Site } from '../site.ts';
import { elementwiseGap } from './operands.ts';

/**
 * What may lie between the engine's result and the exact one. `exact`: nothing, the result is an operand, a constant or a
 * whole number. `rounded`: the exact result is rounded once; rounding is monotone, so that the engine's own results at the
 * ends enclose its other results bit for bit, and only exact arithmetic needs a step more. Else an error bound.
 */
export type Precision = 'exact' | 'rounded' | Accuracy;

export interface Facts {
  /** Place of the bounded input; 0 when left out. */
  readonly input?: number;
  /** What else stands in the way of a node, beside operands that are not constant or not float32. */
  readonly gap?: (site: Site) => string | null;
  /** True where neither the engine's result nor the exact one is ever negative: the lower end is cut at zero. */
  readonly nonNegative?: (site: Site) => boolean;
}

export type PrecisionOf = Precision | ((site: Site) => Precision);

/** f where x ≤ y gives f(x) ≤ f(y): the ends are f of the ends. */
export const increasing = (name: string, precision: PrecisionOf, facts: Facts = {}): Elementwise =>
  elementwise(name, precision, facts, (f, { lower, upper }) => ({ lower: f(lower), upper: f(upper) }));

/** f where x ≤ y gives f(x) ≥ f(y): the ends change places. */
export const decreasing = (name: string, precision: PrecisionOf, facts: Facts = {}): Elementwise =>
  elementwise(name, precision, facts, (f, { lower, upper }) => ({ lower: f(upper), upper: f(lower) }));

/**
 * f that is monotone, in either direction, on every piece between turning points t₁, t₂, … On [l, u] it takes its extremes
 * at l, at u or at a turning point within, and clip(t; l, u) is such a point or an end: so the extremes are those of f at
 * l, u and every clip(t; l, u). Where t is only known up to ±d, f errs by at most d²·max|f″|/2 there, which `precision` must
 * cover.
 */
export const piecewise = (
  name: string,
  turns: (site: Site) => readonly number[],
  precision: PrecisionOf,
  facts: Facts = {},
): Elementwise =>
  elementwise(name, precision, facts, (f, { lower, upper }, emit, site) => {
    const within = (turn: number) => emit.node('Min', [emit.node('Max', [lower, emit.scalar(turn)]), upper]);
    const values = [lower, upper, ...turns(site).map(within)].map(f);
    return { lower: emit.node('Min', values), upper: emit.node('Max', values) };
  });

/** From the engine's own function and the operand's ends: the ends of what the engine computes, but for `precision`. */
type Extremes = (f: (x: string) => string, x: Ends, emit: Emit, site: Site) => Ends;

/** Any elementwise operator, from the extremes of f over an interval. */
export function elementwise(
  name: string,
  precision: PrecisionOf,
  { input = 0, gap, nonNegative }: Facts,
  extremes: Extremes,
): Elementwise {
  return {
    name,
    kind: 'elementwise',
    input: () => input,
    gap: (site) => elementwiseGap(site, input) ?? gap?.(site) ?? null,
    bounds(emit, site, x) {
      const f = (value: string) => emit.again(site.node, inputsOf(emit, site, input, value))[0]!;
      const allowed = typeof precision === 'function' ? precision(site) : precision;
      const ends = allow(emit, extremes(f, x.ends(), emit, site), allowed);
      const floor = nonNegative?.(site) ?? false;
      const cut = floor && allowed !== 'exact' ? { ...ends, lower: atLeastZero(emit, ends.lower) } : ends;
      return emit.between(site.outputs[0]!.dims, cut, { nonNegative: floor });
    },
  };
}

/** The node's inputs with another value in place of the bounded one. */
const inputsOf = (emit: Emit, { inputs }: Site, place: number, value: string): readonly string[] =>
  inputs.map((operand, at) =>
    at === place ? value : operand?.constant ? emit.constant(operand.constant) : '',
  );

/** Ends of the engine's results at certain points, moved so that they hold for the engine and for exact arithmetic. */
function allow(emit: Emit, ends: Ends, precision: Precision): Ends {
  if (precision === 'exact') return ends;
  if (precision !== 'rounded') return emit.widen(ends, precision);
  return emit.arithmetic === 'real' ? { lower: emit.down(ends.lower), upper: emit.up(ends.upper) } : ends;
}

/** The engine's Max answers NaN when either operand is NaN, so that nothing is hidden. */
const atLeastZero = (emit: Emit, lower: string): string => emit.node('Max', [lower, emit.scalar(0)]);
