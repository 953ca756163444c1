import { floatUp, gamma } from '../float32.ts';
import type { Ends } from '../rewrites/interval/bounds.ts';
import type { Emit } from '../rewrites/interval/emit.ts';
import { lrnAccuracy } from './approximation.ts';
import { floatGap, floatOf } from './kinds/operands.ts';
import { elementCount } from '../tensor.ts';
import { intOf } from './kinds/places.ts';
import { sizeOf } from './kinds/size.ts';
import { squared } from './kinds/sum-of-sizes.ts';
import type { Special } from './operator.ts';
import type { Site } from './site.ts';

/** y_i = x_i / (k + a Σ x_j²)^β, the sum over `size` channels around i, a = α/size. */
interface Formula {
  readonly a: number;
  readonly bias: number;
  readonly beta: number;
  readonly size: number;
}

/** Within these limits, and for inputs below 2^63, nothing overflows unseen; what underflows is nothing beside u times the bias. */
const LEAST_ALPHA = 2 ** -60;
const LEAST_BIAS = 2 ** -30;
const GREATEST = 2 ** 30;
const GREATEST_POWER = 2 ** 60;

/**
 * Local response normalisation, with S = k + a Σ x_j².
 *
 * Extremes: with R the sum of the other squares, y = p (k + aR + ap²)^−β falls with R for p ≥ 0 and rises for p ≤ 0. In p it is
 * odd and, for p ≥ 0, rises up to p* = √((k + aR)/(a(2β − 1))), for ever where β ≤ ½, and falls from there. So its greatest value
 * is at l, at u or at p* cut to [l, u], with the least R for p ≥ 0 and the greatest for p < 0; the least one follows by symmetry.
 * All of these are points of the box.
 *
 * Rounding: the engine takes the sum along with it from channel to channel, adding the square that comes in and taking off the
 * one that goes out, so that what it erred by at one channel stays with those behind. After n = size + 2(C − 1) steps S is off by
 * at most γ_n times the largest partial sum and the largest term, which are at most k + 2aM and aM for the largest sum M of a
 * window of any channel. Our own S, of size + 8 roundings, is off by γ_{size + 8}(k + aM). A sum of which half the bias might be
 * lost has no bounds.
 */
export const lrn: Special = {
  name: 'LRN',
  kind: 'special',
  gap: (site) => floatGap(site) ?? limits(formulaOf(site)),
  bounds(emit, site, [x]) {
    const { dims } = site.inputs[0]!;
    const formula = formulaOf(site);
    const ends = x!.ends();
    const squares = squared(emit, sizeOf(emit, ends));
    const others = othersOf(emit, dims, formula, squares);
    const base = baseOf(emit, dims[1]!, formula, others, squares.upper);
    const negated = { lower: emit.node('Neg', [ends.upper]), upper: emit.node('Neg', [ends.lower]) };
    const upper = greatest(emit, formula, base, ends);
    const lower = emit.node('Neg', [greatest(emit, formula, base, negated)]);
    const apart = emit.widen({ lower, upper }, lrnAccuracy(formula.beta));
    return [emit.between(dims, known(emit, formula, base.lower, squares.lower, apart))];
  },
};

function formulaOf(site: Site): Formula {
  const size = intOf(site, 'size', 1);
  const [alpha, beta, bias] = [
    floatOf(site, 'alpha', 1e-4),
    floatOf(site, 'beta', 0.75),
    floatOf(site, 'bias', 1),
  ];
  return { a: Math.fround(alpha) / size, beta: Math.fround(beta), bias: Math.fround(bias), size };
}

function limits({ a, bias, beta }: Formula): string | null {
  if (!(a >= LEAST_ALPHA && a <= GREATEST))
    return `alpha / size is ${a}; it has bounds from ${LEAST_ALPHA} to ${GREATEST}`;
  if (!(bias >= LEAST_BIAS && bias <= GREATEST))
    return `its bias is ${bias}; it has bounds from ${LEAST_BIAS} to ${GREATEST}`;
  if (!(beta >= 0 && (bias / 2) ** -beta <= GREATEST_POWER))
    return `its beta is ${beta}; it has bounds where that is not negative and (bias / 2)^-beta at most ${GREATEST_POWER}`;
  return null;
}

/** Ends of Σ x_j² over the window without i: one channel of an image of channels × places, with a kernel that has a gap. */
function othersOf(emit: Emit, dims: readonly number[], { size }: Formula, squares: Ends): Ends {
  const [batch, channels, ...rest] = dims as [number, number, ...number[]];
  const before = Math.min(Math.floor((size - 1) / 2), channels - 1);
  const after = Math.min(Math.ceil((size - 1) / 2), channels - 1);
  const length = before + 1 + after;
  const kernel = emit.tensor(
    Float32Array.from({ length }, (_, at) => (at === before ? 0 : 1)),
    [1, 1, length, 1],
  );
  const image = emit.ints([batch, 1, channels, elementCount(rest)]);
  const sum = (end: string): string => {
    const sums = emit.node('Conv', [emit.node('Reshape', [end, image]), kernel], {
      pads: [before, 0, after, 0],
    });
    return emit.node('Reshape', [sums, emit.ints(dims)]);
  };
  return { lower: sum(squares.lower), upper: sum(squares.upper) };
}

/** Ends of k + aR, moved apart by all that S may be off by. */
function baseOf(
  emit: Emit,
  channels: number,
  { a, bias, size }: Formula,
  others: Ends,
  squares: string,
): Ends {
  const most = largestWindow(emit, a, emit.node('Add', [others.upper, squares]));
  const share = gamma(2 * (size + channels));
  const apart = emit.node('Add', [
    emit.node('Mul', [most, emit.scalar(floatUp(3 * a * share))]),
    emit.scalar(floatUp(share * bias)),
  ]);
  const lifted = (end: string): string =>
    emit.node('Add', [emit.node('Mul', [end, emit.scalar(a)]), emit.scalar(bias)]);
  return {
    lower: emit.node('Sub', [lifted(others.lower), apart]),
    upper: emit.node('Add', [lifted(others.upper), apart]),
  };
}

/** M; NaN where some sum is, which ReduceMax may pass over, and where the engine's partial sums may overflow. */
function largestWindow(emit: Emit, a: number, sums: string): string {
  const over = (operator: string): string => emit.node(operator, [sums, emit.ints([1])], { keepdims: 1 });
  const partial = emit.node('Mul', [over('ReduceSum'), emit.scalar(4 * Math.max(a, 1))]);
  return emit.node('Add', [over('ReduceMax'), emit.node('Mul', [partial, emit.scalar(0)])]);
}

/** The greatest y; p* need not be exact, since y hardly changes beside it. */
function greatest(emit: Emit, { a, beta }: Formula, base: Ends, { lower, upper }: Ends): string {
  const zero = emit.scalar(0);
  const at = (p: string): string => {
    const rest = emit.node('Where', [emit.node('Less', [p, zero]), base.upper, base.lower]);
    const own = emit.node('Mul', [emit.node('Mul', [p, p]), emit.scalar(a)]);
    return emit.node('Mul', [p, emit.node('Pow', [emit.node('Add', [rest, own]), emit.scalar(-beta)])]);
  };
  const ends = [at(lower), at(upper)];
  const bend = a * (2 * beta - 1);
  if (!(bend > 0)) return emit.node('Max', ends);
  const rest = emit.node('Max', [base.lower, zero]);
  const top = emit.node('Sqrt', [emit.node('Div', [rest, emit.scalar(bend)])]);
  return emit.node('Max', [...ends, at(emit.node('Min', [emit.node('Max', [lower, top]), upper]))]);
}

/** NaN where S may lie below half the bias. */
function known(emit: Emit, { a, bias }: Formula, base: string, square: string, ends: Ends): Ends {
  const least = emit.node('Add', [base, emit.node('Mul', [square, emit.scalar(a)])]);
  const enough = emit.node('GreaterOrEqual', [least, emit.scalar(bias / 2)]);
  const kept = (end: string): string => emit.node('Where', [enough, end, emit.scalar(NaN)]);
  return { lower: kept(ends.lower), upper: kept(ends.upper) };
}
