import { readConstant } from '../../constant.ts';
import { floatUp, gamma, underflow, UNIT } from '../../float32.ts';
import { inParts, partsFor, slice, type Parts } from '../../operators/kinds/parts.ts';
import type { Matrix } from '../../operators/operator.ts';
import type { Site } from '../../operators/site.ts';
import type { Ball, Bounds } from '../interval/bounds.ts';
import type { Emit } from '../interval/emit.ts';
import { dualOfPairs, pairsOf, radiusOfPairs, radiusOfSamples } from './radius.ts';

/** A last layer y = xM + b that the margins are taken of. */
export interface Elided {
  readonly site: Site;
  /** Place of x among the inputs. */
  readonly input: number;
  readonly matrix: Matrix;
  /** M transposed, row-major [classes, features]. */
  readonly rows: Float32Array;
  readonly classes: number;
  readonly features: number;
}

/** Weight differences of pairs of classes that are written out once for all samples. */
const MOST_PAIRS = 2 ** 22;
/** Differences of weights, a sample each, that a batch may take. */
const MOST_DIFFERENCES = 2 ** 25;

const hasFewPairs = (classes: number, features: number): boolean =>
  classes * classes * features <= MOST_PAIRS;

/** Whether the differences of the rows fit in memory. */
export const isSmall = (batch: number, classes: number, features: number): boolean =>
  hasFewPairs(classes, features) || batch * classes * features <= MOST_DIFFERENCES;

/** [batch, 1]: the element of the sample's class, which `column` says. */
export const ownOf = (emit: Emit, tensor: string, column: string): string =>
  emit.node('GatherElements', [tensor, column], { axis: 1 });

/**
 * C_y − C_j − |W_y − W_j| r / ((1 − ω)(1 − 8u)) − (δ + ω)(T_y + T_j) with T = |W|(|c| + r) + |b|. δ = γ_{n+16} of T is the deployed
 * program's rounding (none in exact arithmetic), ω our own in C and in the radius. The few last operations are off by some
 * roundings of |C| + R: the sixteen more that ω allows cover those of |C|, and 8u those of R.
 */
export function elidedMargins(emit: Emit, elided: Elided, x: Bounds, column: string): string {
  const { rows, classes, features } = elided;
  const dims = [classes, features] as const;
  const { centre, spread, multiplier, factor } = aroundOf(emit, x);
  const deployed = gamma(features);
  const parts = emit.arithmetic === 'real' ? partsFor(features, 1, 'real') : null;
  const own = parts ? parts.error + 16 * UNIT : deployed;
  const rounding = own + (emit.arithmetic === 'float32' ? deployed : 0);
  const bias = biasOf(elided);
  const times = (tensor: string, weight: (w: number) => number, added: Float32Array): string =>
    plusBias(emit, tensor, rows.map(weight), dims, added, parts);
  const logits = times(centre, (w) => w / multiplier, bias.values);
  const by = (rounding * factor * (1 + 8 * own)) / multiplier;
  const slack = times(
    emit.node('Add', [emit.node('Abs', [centre]), spread]),
    (w) => floatUp(Math.abs(w) * by),
    bias.magnitudes.map((b) => floatUp(b * rounding * (1 + 8 * own) + underflow(features))),
  );
  const inflation = factor / ((1 - own) * (1 - 8 * UNIT) * multiplier);
  const radius = radiusOf(emit, elided, x, { spread, inflation, parts, column });
  const difference = emit.node('Sub', [ownOf(emit, logits, column), logits]);
  const rounded = emit.node('Add', [ownOf(emit, slack, column), slack]);
  return emit.node('Sub', [emit.node('Sub', [difference, radius]), rounded]);
}

/** The ball of the features; a norm ball's centre is the sample, with the hull around it. */
function aroundOf(emit: Emit, x: Bounds): Ball {
  if (!x.norm) return x.ball({ slack: 4 * UNIT });
  const { centre, scale, epsilon, error } = x.norm;
  const hull = emit.node('Mul', [scale, epsilon]);
  const spread = error === null ? hull : emit.node('Add', [hull, error]);
  return { centre, spread, multiplier: 1, factor: 1 + 8 * UNIT };
}

interface Around {
  readonly spread: string;
  readonly inflation: number;
  readonly parts: Parts | null;
  readonly column: string;
}

/** |W_y − W_j| r: by the dual norm in a norm ball, else coordinate by coordinate. */
function radiusOf(
  emit: Emit,
  elided: Elided,
  { norm, dims: [batch = 1] }: Bounds,
  { spread, inflation, parts, column }: Around,
): string {
  const { rows, classes, features } = elided;
  if (!hasFewPairs(classes, features)) return radiusOfSamples(emit, batch, elided, spread, inflation);
  const dims = [classes * classes, features] as const;
  const product = (tensor: string, by: number) =>
    times(emit, tensor, pairsOf(rows, classes, features, by), dims, parts);
  if (!norm) return radiusOfPairs(emit, classes, product(spread, inflation), column);
  const reach = emit.node('Mul', [norm.epsilon, dualOfPairs(emit, elided, norm, inflation)]);
  const all = norm.error === null ? reach : emit.node('Add', [reach, product(norm.error, inflation)]);
  return radiusOfPairs(emit, classes, all, column);
}

/** x · rowsᵀ, in parts or at once. */
function times(
  emit: Emit,
  x: string,
  rows: Float32Array,
  dims: readonly [number, number],
  parts: Parts | null,
): string {
  if (!parts) return emit.node('Gemm', [x, emit.tensor(rows, dims)], { transB: 1 });
  return inParts(emit, x, parts, (piece, start, size, sign) =>
    emit.node('Gemm', [piece, emit.tensor(slice(rows, dims, 1, start, size, sign), [dims[0], size])], {
      transB: 1,
    }),
  );
}

function plusBias(
  emit: Emit,
  x: string,
  rows: Float32Array,
  dims: readonly [number, number],
  bias: Float32Array,
  parts: Parts | null,
): string {
  const added = emit.tensor(bias, [dims[0]]);
  if (parts) return emit.node('Add', [times(emit, x, rows, dims, parts), added]);
  return emit.node('Gemm', [x, emit.tensor(rows, dims), added], { transB: 1 });
}

interface Bias {
  readonly values: Float32Array;
  readonly magnitudes: Float32Array;
}

function biasOf({ site, matrix, classes }: Elided): Bias {
  const constant = matrix.bias === null ? null : site.inputs[matrix.bias]?.constant;
  if (!constant) return { values: new Float32Array(classes), magnitudes: new Float32Array(classes) };
  const spreadOver = (values: Float32Array): Float32Array =>
    values.length === classes ? values : new Float32Array(classes).fill(values[0]!);
  const magnitude = site.magnitude(matrix.bias!);
  return {
    values: spreadOver(readConstant(constant).data as Float32Array),
    magnitudes: spreadOver(readConstant(magnitude ?? constant).data as Float32Array).map(Math.abs),
  };
}
