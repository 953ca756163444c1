import { readConstant } from '../../constant.ts';
import { floatUp, UNIT } from '../../float32.ts';
import type { NormBall } from '../../rewrites/interval/bounds.ts';
import type { Emit } from '../../rewrites/interval/emit.ts';
import type { Linear } from '../operator.ts';
import type { Site } from '../site.ts';

/**
 * Upper bounds of the dual norms of the rows of W · diag(scale): what |W(scale · δ)| is at most for ‖δ‖ ≤ 1, broadcastable to
 * the output. It depends on no sample, so that the engine computes it once, at load. Null where W has no explicit form.
 *
 * L2: the row's L2 norm, √((scale²)·(W²)), through the operator itself with W squared: exact at padded borders too.
 * L1: the row's largest |W_i| · scale_i; at padded borders the largest of the whole kernel.
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
  const up = emit.scalar(floatUp(1 + 8 * gamma + 16 * UNIT));
  if (norm === 'l2') {
    const squared = emit.tensor(
      weights.map((w) => floatUp(w * w)),
      dims,
    );
    const inputs = site.node.inputs.map((_, i) =>
      i === operator.input(site) ? emit.node('Mul', [scale, scale]) : '',
    );
    inputs[place] = squared;
    const used = inputs.slice(0, Math.max(operator.input(site), place) + 1);
    const sum = emit.again(site.node, used)[0]!;
    // squares that underflow: n · 2^−149 under the root
    return emit.node('Add', [emit.node('Mul', [emit.node('Sqrt', [sum]), up]), emit.scalar(2 ** -60)]);
  }
  const axis = operator.rows?.(site) ?? null;
  if (axis === null) return null;
  const magnitudes = emit.tensor(weights.map(Math.abs), dims);
  const flat = dims.length === 2 && axis === 1;
  const scaled = flat
    ? emit.node('Mul', [magnitudes, emit.node('Reshape', [scale, emit.ints([dims[0]!, 1])])])
    : emit.node('Mul', [magnitudes, emit.node('ReduceMax', [scale], { keepdims: 0 })]);
  const others = dims.map((_, i) => i).filter((i) => i !== axis);
  const largest = emit.node('ReduceMax', [scaled, emit.ints(others)], { keepdims: 0 });
  const rank = site.outputs[0]!.dims.length;
  const shape = Array.from({ length: rank }, (_, i) => (i === 1 ? dims[axis]! : 1));
  return emit.node('Mul', [emit.node('Reshape', [largest, emit.ints(shape)]), up]);
}
