import type { Node } from '../../../graph.ts';
import type { Canonical } from '../canonical.ts';
import { coefficients, nearest, raised, rounded, type Coefficients } from './coefficients.ts';
import type { Draft } from './draft.ts';
import { FACTOR, NORMALIZATION, SHIFT, UNDERFLOW } from './headroom.ts';
import { absorb, layerOf, type ChannelMap } from './layer.ts';
import { floatOf, intOf, nodeOf, rewriting } from './rewriting.ts';

/**
 * γ(x − μ)/√(σ² + ε) + β  ⇒  s · x + t with s = γ/√(σ² + ε) and t = β − μs, channel by channel.
 *
 * Folded into the Conv, ConvTranspose or Gemm that makes x where nobody else reads x, else a Mul and an Add of constants
 * [C, 1, …]. t has the magnitude |β| + |μs|: the engine may subtract first, or later, or fold it itself in float32.
 * In inference only; statistics that depend on the input, or give no finite s and t, leave the node as it is.
 */
export function batchNormalization(canonical: Canonical): Canonical {
  return rewriting(canonical, (draft, node) => {
    if (node.operator !== 'BatchNormalization' || intOf(node, 'training_mode', 0) !== 0) return;
    if (node.outputs.slice(1).some((name) => name !== '')) return;
    const map = mapOf(draft, node);
    if (!map) return;
    const maker = draft.own(node.inputs[0]!);
    const layer = maker && layerOf(draft, maker);
    if (layer?.axis === 1 && layer.hasBias && absorb(draft, layer, map, node)) return;
    unfold(draft, node, map);
  });
}

type WholeMap = ChannelMap & Readonly<Record<'scale' | 'shift' | 'size', Float64Array>>;

function mapOf(draft: Draft, node: Node): WholeMap | null {
  const rank = draft.dims(node.inputs[0]!).length;
  const parts = node.inputs.slice(1).map((name) => coefficients(draft.constant(name))?.values);
  const [gamma, beta, mean, variance] = parts;
  if (rank < 2 || !gamma || !beta || !mean || !variance) return null;
  const epsilon = floatOf(node, 'epsilon', Math.fround(1e-5));
  const scale = gamma.map((one, i) => one / Math.sqrt(variance[i]! + epsilon));
  const shift = scale.map((one, i) => beta[i]! - mean[i]! * one);
  const size = scale.map((one, i) => Math.abs(beta[i]!) + Math.abs(mean[i]! * one) + UNDERFLOW);
  const sound = scale.every(
    (one, i) => Math.abs(one) <= FACTOR && size[i]! <= SHIFT && Math.abs(mean[i]!) <= SHIFT,
  );
  return sound ? { scale, shift, size, roundings: NORMALIZATION } : null;
}

/** A Mul and an Add in the place of the node. */
function unfold(draft: Draft, node: Node, { scale, shift, size, roundings }: WholeMap): void {
  const [x, scaleName, shiftName] = node.inputs as [string, string, string];
  const dims = draft.dims(x);
  const column = (values: Float64Array): Coefficients => ({
    dims: dims.slice(1).map((_, i) => (i === 0 ? values.length : 1)),
    values,
  });
  const factor = rounded(column(scale));
  const summand = nearest(column(shift));
  if (!factor || !summand || draft.type(x).element !== 'float32') return;
  const product = draft.value(`${node.outputs[0]!}/scaled`, dims);
  draft.replace(node, [
    nodeOf('Mul', draft.name(`${node.name}/scale`), [x, draft.add(scaleName, factor)], [product]),
    nodeOf('Add', node.name, [product, draft.add(shiftName, summand, raised(column(size)))], node.outputs),
  ]);
  draft.charge(product, roundings);
  draft.charge(node.outputs[0]!, roundings);
}
