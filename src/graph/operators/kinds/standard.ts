import { floatDown, floatUp, gamma, UNIT } from '../../float32.ts';
import type { Ends } from '../../rewrites/interval/bounds.ts';
import type { Emit } from '../../rewrites/interval/emit.ts';
import { largest } from './size.ts';

/**
 * How an engine computes a variance: from the deviations, or as the mean of squares less the square of the mean, which cancels.
 */
export type VarianceRule = 'deviations' | 'moments';

export interface Standard {
  readonly axes: readonly number[];
  /** How many values are standardised together. */
  readonly count: number;
  readonly epsilon: number;
  readonly variance: VarianceRule;
}

/** Squares of smaller numbers underflow; larger standard deviations say nothing any more. */
const LEAST = 2 ** -60;
const GREATEST = 2 ** 60;

/**
 * Ends of (x − μ)/√(σ² + ε), μ and σ² the mean and variance of the n values of x over `axes`, for every x in the box.
 *
 * Deviation: d_i = (1 − 1/n) x_i − Σ_{j≠i} x_j / n, so that l_i − mean(u) + (u_i − l_i)/n ≤ d_i, and likewise above.
 * Standard deviation: σ(x) = ‖Px‖/√n for the projection P that takes the mean off, and ‖P‖ = 1; with a centre c of the box and
 * |x − c| ≤ r it is σ(c) − rms(r) ≤ σ(x) ≤ σ(c) + rms(r).
 * The quotient takes its extremes at the ends of both; and |d_i| ≤ σ√(n − 1) whatever x is.
 *
 * Rounding, g = γ_{n+16} and A = mean max(|l|, |u|): a mean errs by gA, each of our own and the deployed one; so do deviations,
 * and so does σ, which besides errs by g of itself. From moments σ² errs by 4g mean x². All are taken about twice. Engines that write the
 * result as x·k + (b − μk), k = 1/√(σ² + ε), err by 4u(|x| + |μ|)k. What is relative to the result is left to `scaled`.
 * Where the variance may be too small for the rounding of moments, or too large, the ends are NaN or infinite.
 */
export function standardised(emit: Emit, x: Ends, how: Standard): Ends {
  const mean = (value: string): string =>
    emit.node('ReduceMean', [value, emit.ints(how.axes)], { keepdims: 1 });
  const size = largest(emit, x, emit.node('Neg', [x.lower]));
  const average = mean(size);
  const slip = times(emit, average, 4 * gamma(how.count));
  const deviation = deviations(emit, x, mean, slip, how);
  const spread = spreads(emit, x, mean, slip, how);
  const roots = rootsOf(emit, spread, mean, size, how);
  const quotient = quotients(emit, deviation, roots);
  const bounded = how.variance === 'deviations' ? cut(emit, quotient, how.count) : quotient;
  const shift = emit.node('Div', [times(emit, emit.node('Add', [size, average]), 8 * UNIT), roots.lower]);
  const known = emit.node('Less', [spread.upper, emit.scalar(GREATEST)]);
  const kept = (end: string): string => emit.node('Where', [known, end, emit.scalar(NaN)]);
  return {
    lower: kept(emit.node('Sub', [bounded.lower, shift])),
    upper: kept(emit.node('Add', [bounded.upper, shift])),
  };
}

type Mean = (value: string) => string;

const times = (emit: Emit, value: string, by: number): string =>
  emit.node('Mul', [value, emit.scalar(floatUp(by))]);

function deviations(emit: Emit, x: Ends, mean: Mean, slip: string, { count }: Standard): Ends {
  const width = emit.node('Sub', [x.upper, x.lower]);
  const own = emit.node('Mul', [width, emit.scalar(floatDown((1 - 8 * UNIT) / count))]);
  const below = emit.node('Add', [emit.node('Sub', [x.lower, mean(x.upper)]), own]);
  const above = emit.node('Sub', [emit.node('Sub', [x.upper, mean(x.lower)]), own]);
  return { lower: emit.node('Sub', [below, slip]), upper: emit.node('Add', [above, slip]) };
}

/** Ends of σ. */
function spreads(emit: Emit, x: Ends, mean: Mean, slip: string, { count }: Standard): Ends {
  const share = 4 * gamma(count);
  const rms = (value: string): string => emit.node('Sqrt', [mean(emit.node('Mul', [value, value]))]);
  const centre = emit.node('Mul', [emit.node('Add', [x.lower, x.upper]), emit.scalar(0.5)]);
  const reach = emit.node('Max', [emit.node('Sub', [x.upper, centre]), emit.node('Sub', [centre, x.lower])]);
  const own = rms(emit.node('Sub', [centre, mean(centre)]));
  const apart = times(emit, rms(emit.up(reach)), 1 + share);
  const lost = emit.node('Add', [emit.node('Add', [apart, slip]), emit.scalar(LEAST)]);
  const least = emit.node('Sub', [emit.node('Mul', [own, emit.scalar(floatDown(1 - share))]), lost]);
  return {
    lower: emit.node('Max', [least, emit.scalar(0)]),
    upper: emit.node('Add', [times(emit, own, 1 + share), lost]),
  };
}

/** Ends of √(σ² + ε). */
function rootsOf(emit: Emit, spread: Ends, mean: Mean, size: string, how: Standard): Ends {
  const lift = emit.scalar(how.epsilon);
  const [lower, upper] = [spread.lower, spread.upper].map((end) => emit.node('Mul', [end, end]));
  const root = (variance: string): string => emit.node('Sqrt', [emit.node('Add', [variance, lift])]);
  if (how.variance === 'deviations') return { lower: root(lower!), upper: root(upper!) };
  const slip = times(emit, mean(emit.node('Mul', [size, size])), 8 * gamma(how.count));
  return { lower: root(emit.node('Sub', [lower!, slip])), upper: root(emit.node('Add', [upper!, slip])) };
}

/** A deviation below zero is farthest out over the least root, one above zero over the greatest. */
function quotients(emit: Emit, deviation: Ends, root: Ends): Ends {
  const over = (end: string): readonly string[] =>
    [root.lower, root.upper].map((divisor) => emit.node('Div', [end, divisor]));
  return { lower: emit.node('Min', over(deviation.lower)), upper: emit.node('Max', over(deviation.upper)) };
}

/** √n: the engine's deviations need not add up to zero, so that √(n − 1) is not enough. */
function cut(emit: Emit, { lower, upper }: Ends, count: number): Ends {
  const most = floatUp(Math.sqrt(count) * (1 + 4 * gamma(count)));
  return {
    lower: emit.node('Max', [lower, emit.scalar(-most)]),
    upper: emit.node('Min', [upper, emit.scalar(most)]),
  };
}
