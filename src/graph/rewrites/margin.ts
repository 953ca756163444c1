import { readConstant } from '../constant.ts';
import { floatUp, gamma, underflow, UNIT } from '../float32.ts';
import { operatorOf } from '../operators/entry.ts';
import { dualOfRows } from '../operators/kinds/dual.ts';
import { sizeOfNorm } from '../operators/kinds/norm-ball.ts';
import type { Matrix } from '../operators/operator.ts';
import type { Operand, Site } from '../operators/site.ts';
import { elementCount } from '../tensor.ts';
import type { Canonical } from './canonical/canonical.ts';
import type { Bounds, NormBall } from './interval/bounds.ts';
import type { Emit } from './interval/emit.ts';
import { INPUTS } from './interval/input.ts';
import { sitesOf } from './site-of.ts';

/**
 * What a margin of logits must exceed so that the probabilities differ in float32 too: the engine's exponential and
 * logarithm err by some 2^-21, relatively to numbers below about 2^4.
 */
const TAIL_THRESHOLD = 2 ** -16;

/** Pairs of classes whose weight differences are written out once for all samples. */
const MOST_PAIR_WEIGHTS = 2 ** 22;
/** Differences of weights, a sample each, that a batch may take. */
const MOST_SAMPLE_WEIGHTS = 2 ** 25;

/**
 * [batch, classes]: lower bounds of logit_class − logit_j for the program that runs; the place of the class itself means
 * nothing.
 *
 * Where the last operator is a matrix, it is elided: the difference of two rows is bounded, not the two logits one by one.
 * The deployed program rounds the logits separately, so that rounding is relative to |W_class| + |W_j|.
 */
export function margins(emit: Emit, canonical: Canonical, values: ReadonlyMap<string, Bounds>): string {
  const elided = lastMatrix(canonical);
  const x = elided && values.get(elided.site.node.inputs[elided.input]!);
  const bound =
    elided && x
      ? elidedMargins(emit, canonical.batch, elided, x)
      : plainMargins(emit, outputOf(canonical, values));
  const demanded = canonical.tail !== 'none' && emit.arithmetic === 'float32';
  return demanded ? emit.node('Sub', [bound, emit.scalar(TAIL_THRESHOLD)]) : bound;
}

const outputOf = ({ model }: Canonical, values: ReadonlyMap<string, Bounds>): Bounds =>
  values.get(model.graph.outputs[0]!.name)!;

interface Elided {
  readonly site: Site;
  readonly input: number;
  readonly matrix: Matrix;
  /** Row-major [classes, features]. */
  readonly rows: Float32Array;
  readonly classes: number;
  readonly features: number;
}

function lastMatrix(canonical: Canonical): Elided | null {
  const { graph } = canonical.model;
  const output = graph.outputs[0]!.name;
  const last = graph.nodes.find((node) => node.outputs.includes(output));
  if (!last) return null;
  const site = sitesOf(canonical)(last);
  const operator = operatorOf(site);
  if (operator?.kind !== 'linear') return null;
  const matrix = operator.matrix?.(site);
  if (!matrix) return null;
  const { data, dims } = readConstant(site.inputs[matrix.weights]!.constant!);
  const [classes, features] = matrix.transposed ? [dims[0]!, dims[1]!] : [dims[1]!, dims[0]!];
  if (!isRow(matrix.bias === null ? null : site.inputs[matrix.bias], classes)) return null;
  const pairs = classes * classes * features;
  if (pairs > MOST_PAIR_WEIGHTS && canonical.batch * classes * features > MOST_SAMPLE_WEIGHTS) return null;
  const weights = data as Float32Array;
  const rows = matrix.transposed ? weights : transposedOf(weights, features, classes);
  return { site, input: operator.input(site), matrix, rows, classes, features };
}

/** Whether there is no bias, or one for each class that is the same for every sample. */
const isRow = (bias: Operand | null | undefined, classes: number): boolean =>
  !bias ||
  elementCount(bias.dims) === 1 ||
  (elementCount(bias.dims) === classes && bias.dims.at(-1) === classes);

function transposedOf(values: Float32Array, rows: number, columns: number): Float32Array {
  const turned = new Float32Array(values.length);
  for (let i = 0; i < rows; i++)
    for (let j = 0; j < columns; j++) turned[j * rows + i] = values[i * columns + j]!;
  return turned;
}

/** lower of the class − upper of the others. */
function plainMargins(emit: Emit, output: Bounds): string {
  const { lower, upper } = output.ends();
  const own = emit.node('GatherElements', [lower, columnOf(emit)], { axis: 1 });
  return emit.down(emit.node('Sub', [own, upper]));
}

const columnOf = (emit: Emit): string => emit.node('Unsqueeze', [INPUTS.class, emit.ints([1])]);

/**
 * C_y − C_j − |W_y − W_j| r − 4γ(T_y + T_j) with T = |W|(|c| + r) + |b|: one γ of T is the deployed program's rounding, one is
 * our own in C, and two cover the few last operations, which are off relative to |C| + T.
 */
function elidedMargins(emit: Emit, batch: number, elided: Elided, x: Bounds): string {
  const { rows, classes, features } = elided;
  const { centre, size, radius, multiplier, factor } = reachOf(emit, batch, elided, x);
  const unit = gamma(features);
  const roundings = emit.arithmetic === 'float32' ? 4 : 3;
  const weights = (map: (w: number) => number) => emit.tensor(rows.map(map), [classes, features]);
  const bias = biasOf(elided);
  const logits = emit.node(
    'Gemm',
    [centre, weights((w) => w / multiplier), emit.tensor(bias.values, [classes])],
    { transB: 1 },
  );
  const by = (roundings * unit * factor * (1 + 8 * unit)) / multiplier;
  const slack = emit.node(
    'Gemm',
    [
      size,
      weights((w) => floatUp(Math.abs(w) * by + lost(w, multiplier))),
      emit.tensor(
        bias.magnitudes.map((b) => floatUp(b * roundings * unit * (1 + 8 * unit) + underflow(features))),
        [classes],
      ),
    ],
    { transB: 1 },
  );
  const column = columnOf(emit);
  const own = (tensor: string) => emit.node('GatherElements', [tensor, column], { axis: 1 });
  const difference = emit.node('Sub', [own(logits), logits]);
  const rounding = emit.node('Add', [own(slack), slack]);
  return emit.node('Sub', [emit.node('Sub', [difference, radius]), rounding]);
}

/** What the last matrix is applied to: multiplier · x around `centre`, and how far margins go from theirs. */
interface Reach {
  readonly centre: string;
  /** factor · size bounds |multiplier · x|. */
  readonly size: string;
  /** [batch, classes]: bounds |W_y − W_j||x − c|. */
  readonly radius: string;
  readonly multiplier: number;
  readonly factor: number;
}

function reachOf(emit: Emit, batch: number, elided: Elided, x: Bounds): Reach {
  const { classes, features } = elided;
  const few = classes * classes * features <= MOST_PAIR_WEIGHTS;
  if (x.norm && few) return reachOfNorm(emit, elided, x.norm);
  const { centre, spread, multiplier, factor } = x.ball({ slack: 4 * UNIT });
  const inflate = (factor * (1 + 8 * gamma(features))) / multiplier;
  const radius = few
    ? radiusOfPairs(emit, elided, spread, inflate)
    : radiusOfSamples(emit, batch, elided, spread, inflate);
  const size = emit.node('Add', [emit.node('Abs', [centre]), spread]);
  return { centre, size, radius, multiplier, factor };
}

/** A network that is one layer: ε times the dual norm of the difference of two rows, and what was rounded before. */
function reachOfNorm(emit: Emit, elided: Elided, norm: NormBall): Reach {
  const { classes, features } = elided;
  const { centre, epsilon, error } = norm;
  const rows = differencesOf(elided, 1);
  const duals = dualOfRows(emit, norm, { data: rows, dims: [classes * classes, features] });
  const table = emit.node('Reshape', [duals, emit.ints([classes, classes])]);
  const dual = emit.node('Mul', [epsilon, emit.node('Gather', [table, INPUTS.class])]);
  const reach = sizeOfNorm(emit, norm);
  const factor = 1 + 8 * UNIT;
  if (error === null) return { centre, size: reach, radius: dual, multiplier: 1, factor };
  const lost = radiusOfPairs(emit, elided, error, 1 + 8 * gamma(features));
  const size = emit.node('Add', [reach, error]);
  return { centre, size, radius: emit.node('Add', [dual, lost]), multiplier: 1, factor };
}

/** What a weight that is divided by the multiplier loses: nothing, but where it is hardly more than zero. */
const lost = (w: number, multiplier: number): number =>
  Math.fround(w / multiplier) * multiplier === w ? 0 : 2 ** -149;

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

/** |W_y − W_j| times a number, rounded up: [classes · classes, features]. */
function differencesOf({ rows, classes, features }: Elided, by: number): Float32Array {
  const pairs = new Float32Array(classes * classes * features);
  for (let y = 0; y < classes; y++) {
    for (let j = 0; j < classes; j++) {
      for (let i = 0; i < features; i++) {
        const difference = Math.abs(rows[y * features + i]! - rows[j * features + i]!);
        pairs[(y * classes + j) * features + i] = floatUp(difference * by);
      }
    }
  }
  return pairs;
}

/** |W_y − W_j| r for all pairs at once, then the class's own: one product for the batch. */
function radiusOfPairs(emit: Emit, elided: Elided, spread: string, by: number): string {
  const { classes, features } = elided;
  const pairs = differencesOf(elided, by);
  const all = emit.node('Gemm', [spread, emit.tensor(pairs, [classes * classes, features])], { transB: 1 });
  const start = emit.node('Mul', [columnOf(emit), emit.ints([classes])]);
  const places = emit.node('Add', [start, emit.ints(Array.from({ length: classes }, (_, j) => j))]);
  return emit.node('GatherElements', [all, places], { axis: 1 });
}

/** The same, with the differences made for every sample's class: where all pairs would be too many. */
function radiusOfSamples(emit: Emit, batch: number, elided: Elided, spread: string, by: number): string {
  const { rows, classes, features } = elided;
  const weights = emit.tensor(rows, [classes, features]);
  const own = emit.node('Unsqueeze', [emit.node('Gather', [weights, INPUTS.class]), emit.ints([1])]);
  const difference = emit.node('Abs', [emit.node('Sub', [own, weights])]);
  const products = emit.node('MatMul', [difference, emit.node('Unsqueeze', [spread, emit.ints([2])])]);
  const radius = emit.node('Reshape', [products, emit.ints([batch, classes])]);
  // the differences are rounded here, and may underflow
  return emit.node('Add', [
    emit.node('Mul', [radius, emit.scalar(floatUp(by * (1 + 8 * UNIT)))]),
    emit.scalar(2 ** -100),
  ]);
}
