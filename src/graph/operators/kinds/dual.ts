import { readConstant } from '../../constant.ts';
import { floatUp, TINY, UNIT } from '../../float32.ts';
import type { NormBall } from '../../rewrites/interval/bounds.ts';
import type { Emit } from '../../rewrites/interval/emit.ts';
import type { Linear } from '../operator.ts';
import type { Site } from '../site.ts';
import { intOf } from './places.ts';

/**
 * Upper bounds of the dual norms of the rows of W · diag(scale): what |W(scale · δ)| is at most for ‖δ‖ ≤ 1, broadcastable to
 * the output. It depends on no sample, so that the engine computes it once, at load. Null where W has no explicit form.
 *
 * L2: the row's L2 norm, √((scale²)·(W²)), whose sum errs by γ and whose root by half of that, through the operator itself with
 * W squared: exact at padded borders too.
 * L1: the row's largest |W_i| · scale_i, with the largest scale of each channel; at padded borders that of the whole kernel.
 */
export function dualRadius(
  emit: Emit,
  site: Site,
  operator: Linear,
  { norm, scale }: NormBall,
  gamma: number,
): string | null {
  const place = operator.weights(site);
  if (place === null) return null;
  const { data, dims } = readConstant(site.inputs[place]!.constant!);
  const weights = data as Float32Array;
  const up = (x: string, by: number): string => emit.node('Mul', [x, emit.scalar(floatUp(1 + by))]);
  // What underflows is lost: of the products of squares n · 2^−149 under the root, of the others 2^−149.
  if (norm === 'l2') {
    const sum = sumOfSquares(emit, site, operator.input(site), place, { data: weights, dims }, scale);
    return emit.node('Add', [up(emit.node('Sqrt', [sum]), gamma), emit.scalar(2 ** -60)]);
  }
  const axis = operator.rows?.(site) ?? null;
  if (axis === null) return null;
  return emit.node('Add', [
    up(largestOfRows(emit, site, axis, { data: weights, dims }, scale), 8 * UNIT),
    emit.scalar(2 ** -140),
  ]);
}

interface Weights {
  readonly data: Float32Array;
  readonly dims: readonly number[];
}

/** A scale whose square underflows counts as 2^−63. */
function sumOfSquares(
  emit: Emit,
  { node }: Site,
  input: number,
  place: number,
  { data, dims }: Weights,
  scale: string,
): string {
  const inputs = node.inputs.map(() => '');
  inputs[input] = emit.node('Add', [emit.node('Mul', [scale, scale]), emit.scalar(TINY)]);
  inputs[place] = emit.tensor(
    data.map((w) => floatUp(w * w)),
    dims,
  );
  return emit.again(node, inputs.slice(0, Math.max(input, place) + 1))[0]!;
}

/** W is [M, C/group, …] where its rows lie along the first axis, else [C, M, …]; scale is [1, C, …]. */
function largestOfRows(emit: Emit, site: Site, axis: number, { data, dims }: Weights, scale: string): string {
  const groups = axis === 0 ? intOf(site, 'group', 1) : 1;
  const [outer, inner, ...kernel] = dims as [number, number, ...number[]];
  const [rows, channels] = axis === 0 ? [outer / groups, inner] : [inner, outer];
  const ones = kernel.map(() => 1);
  const byGroup = (one: number, other: number, rest: readonly number[]) =>
    axis === 0 ? [groups, one, other, ...rest] : [groups, other, one, ...rest];
  const magnitudes = emit.tensor(data.map(Math.abs), byGroup(rows, channels, kernel));
  const places = ones.map((_, i) => i + 2);
  const widest = places.length === 0 ? scale : emit.node('ReduceMax', [scale, emit.ints(places)]);
  const factors = emit.node('Reshape', [widest, emit.ints(byGroup(1, channels, ones))]);
  const others = [2 - axis, ...places.map((i) => i + 1)];
  const largest = emit.node('ReduceMax', [emit.node('Mul', [magnitudes, factors]), emit.ints(others)]);
  const shape = site.outputs[0]!.dims.map((_, i) => (i === 1 ? groups * rows : 1));
  return emit.node('Reshape', [largest, emit.ints(shape)]);
}
