import { readConstant } from '../constant.ts';
import { operatorOf } from '../operators/entry.ts';
import type { Operand } from '../operators/site.ts';
import { elementCount } from '../tensor.ts';
import type { Canonical } from './canonical/canonical.ts';
import type { Bounds } from './interval/bounds.ts';
import type { Emit } from './interval/emit.ts';
import { INPUTS } from './interval/input.ts';
import { elidedMargins, isSmall, ownOf, type Elided } from './margin/elided.ts';
import { sitesOf } from './canonical/sites.ts';

/**
 * What a margin of logits must exceed so that the probabilities differ in float32 too: the engine's exponential and
 * logarithm err by some 2^-21, relatively to numbers below about 2^4.
 */
const TAIL_THRESHOLD = 2 ** -16;

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
  const column = emit.node('Unsqueeze', [INPUTS.class, emit.ints([1])]);
  const bound =
    elided && x
      ? elidedMargins(emit, elided, x, column)
      : plainMargins(emit, outputOf(canonical, values), column);
  const demanded = canonical.tail !== 'none' && emit.arithmetic === 'float32';
  return demanded ? emit.node('Sub', [bound, emit.scalar(TAIL_THRESHOLD)]) : bound;
}

const outputOf = ({ model }: Canonical, values: ReadonlyMap<string, Bounds>): Bounds =>
  values.get(model.graph.outputs[0]!.name)!;

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
  if (!isSmall(canonical.batch, classes, features)) return null;
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
function plainMargins(emit: Emit, output: Bounds, column: string): string {
  const { lower, upper } = output.ends();
  return emit.down(emit.node('Sub', [ownOf(emit, lower, column), upper]));
}
