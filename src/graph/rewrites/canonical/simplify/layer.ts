import { elementCount } from '../../../tensor.ts';
import { readConstant, type Constant } from '../../../constant.ts';
import { TINY } from '../../../float32.ts';
import type { Node } from '../../../graph.ts';
import { coefficients, nearest, raised, within } from './coefficients.ts';
import type { Draft } from './draft.ts';
import { FACTOR, ROOM, SHIFT, UNDERFLOW } from './headroom.ts';
import { intOf, nodeOf } from './rewriting.ts';

/** A linear node with constant weights, whose output has one scale and one shift for each place along an axis. */
export interface Layer {
  readonly node: Node;
  readonly weights: Constant;
  /** Name of the bias, or '' where there is none. */
  readonly bias: string;
  readonly hasBias: boolean;
  readonly axis: number;
  readonly channels: number;
  /** The channel of y that a weight contributes to, by its place. */
  readonly channelOf: (place: number) => number;
}

/** s · y + t along the layer's axis. `size` bounds the absolute terms that t was summed from. */
export interface ChannelMap {
  readonly scale: Float64Array | null;
  readonly shift: Float64Array | null;
  readonly size: Float64Array | null;
  readonly roundings: number;
}

/** The node as a layer; null where it is none, or is not in canonical form. */
export function layerOf(draft: Draft, node: Node): Layer | null {
  const [x, name, bias = ''] = node.inputs;
  const weights = draft.constant(name);
  if (!x || draft.constant(x) || weights?.type !== 'float32' || node.domain !== '') return null;
  const dims = draft.dims(node.outputs[0]!);
  if (bias !== '' && draft.constant(bias)?.dims.join() !== String(dims[1])) return null;
  const channels = { Conv: kernels, ConvTranspose: transposedKernels, Gemm: columns, MatMul: columns }[
    node.operator
  ];
  const channelOf = channels?.(node, weights, dims);
  if (!channelOf) return null;
  const hasBias = node.operator !== 'MatMul';
  const axis = hasBias ? 1 : dims.length - 1;
  return { node, weights, bias, hasBias, axis, channels: dims[axis]!, channelOf };
}

type Channels = (node: Node, weights: Constant, dims: readonly number[]) => Layer['channelOf'] | null;

/** W [M, C/group, …] */
const kernels: Channels = (_, { dims }) => {
  const size = elementCount(dims.slice(1));
  return (place) => Math.floor(place / size);
};

/** W [C, M/group, …]: the group of a channel of y is that of the channel of x. */
const transposedKernels: Channels = (node, { dims }) => {
  const size = elementCount(dims.slice(2));
  const [inward, outward] = [dims[0]! / intOf(node, 'group', 1), dims[1]!];
  return (place) => {
    const group = Math.floor(place / (size * outward * inward));
    return group * outward + (Math.floor(place / size) % outward);
  };
};

/** W [K, N], with nothing transposed and no factors. */
const columns: Channels = (node, { dims }) => {
  const [, width] = dims;
  if (dims.length !== 2 || node.attributes.length > 0) return null;
  return (place) => place % width!;
};

/**
 * s · (Wx + b) + t  ⇒  (sW)x + (sb + t), in place of `node`, which computes the former. Weights and bias are calculated in
 * float64 and rounded; the bias has the magnitude |s||b| + |t|. False, and nothing is changed, where that would not hold for
 * the deployed program.
 */
export function absorb(draft: Draft, layer: Layer, map: ChannelMap, node: Node): boolean {
  const made = layer.node.outputs[0]!;
  const roundings = draft.roundings(made) + map.roundings;
  if (roundings > ROOM || (map.shift && !layer.hasBias)) return false;
  const weights = map.scale ? scaledWeights(layer, map.scale) : layer.weights;
  const bias = biasOf(draft, layer, map);
  if (!weights || bias === 'unfit') return false;
  const [x, name] = layer.node.inputs as [string, string];
  const inputs = [x, weights === layer.weights ? name : draft.add(name, weights)];
  if (bias) inputs.push(draft.add(layer.bias || `${layer.node.name}/bias`, bias.constant, bias.magnitude));
  const { operator, attributes } = layer.node;
  draft.replace(node, [nodeOf(operator, layer.node.name, inputs, node.outputs, attributes)]);
  draft.charge(node.outputs[0]!, roundings);
  return true;
}

function scaledWeights({ weights, channelOf }: Layer, scale: Float64Array): Constant | null {
  const { dims, data } = readConstant(weights);
  const scaled = new Float32Array(data.length);
  for (let i = 0; i < data.length; i++) {
    const weight = Number(data[i]);
    const exact = weight * scale[channelOf(i)]!;
    scaled[i] = exact;
    const lost = Math.abs(scaled[i]!) < TINY && exact !== 0;
    if (lost || Math.abs(weight) > FACTOR || !Number.isFinite(scaled[i])) return null;
  }
  if (!scale.every((one) => Math.abs(one) <= FACTOR)) return null;
  return Object.freeze({ type: 'float32', dims, bytes: new Uint8Array(scaled.buffer) });
}

interface Bias {
  readonly constant: Constant;
  readonly magnitude: Constant;
}

/** sb + t; null where there is no bias and none arises. */
function biasOf(draft: Draft, layer: Layer, { scale, shift, size }: ChannelMap): Bias | null | 'unfit' {
  const own = coefficients(draft.constant(layer.bias));
  if (!layer.hasBias || (!own && !shift)) return null;
  if ((own && !within(own, 0, SHIFT)) || shift?.some((one) => !(Math.abs(one) <= SHIFT))) return 'unfit';
  const magnitude = coefficients(draft.magnitude(layer.bias)) ?? own;
  const terms = layer.weights.bytes.byteLength / 4 / layer.channels;
  const values = new Float64Array(layer.channels);
  const magnitudes = new Float64Array(layer.channels);
  for (let i = 0; i < layer.channels; i++) {
    const factor = scale?.[i] ?? 1;
    values[i] = (own?.values[i] ?? 0) * factor + (shift?.[i] ?? 0);
    const underflow = (terms * Math.abs(factor) + 1) * UNDERFLOW;
    magnitudes[i] = Math.abs((magnitude?.values[i] ?? 0) * factor) + (size?.[i] ?? 0) + underflow;
  }
  const dims = [layer.channels];
  const constant = nearest({ dims, values });
  return constant ? { constant, magnitude: raised({ dims, values: magnitudes }) } : 'unfit';
}
