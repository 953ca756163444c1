import { type AttributeValue, GraphBuilder } from '../../../../src/graph/builder.ts';
import { encode } from '../../../../src/graph/onnx/encode.ts';
import type { Tensor } from '../../../../src/graph/tensor.ts';

/** Calls back with the places in x and in W of every product that one element of y sums. */
export type Terms = (output: number, product: (x: number, weight: number) => void) => void;

/** One linear node y = Wx + b, and the plain definition of what it sums. */
export interface Layer {
  readonly name: string;
  readonly operator: string;
  readonly attributes: Readonly<Record<string, AttributeValue>>;
  readonly x: readonly number[];
  readonly y: readonly number[];
  readonly terms: Terms;
  /** W is a constant of the program, is fed to it, or is not given to the node: the same coefficients wherever it runs. */
  readonly weights: 'constant' | 'fed' | readonly number[];
  readonly w: readonly number[];
  /** Elements of b, one for each place along y's `biasAxis`; 0 for none. */
  readonly bias: number;
  readonly biasAxis: number;
  /** An operand that says where to sum. */
  readonly axes?: readonly number[];
}

export const size = (dims: readonly number[]): number => dims.reduce((product, dim) => product * dim, 1);

/** The element of b that is added to one of y. */
export function biasOf({ y, biasAxis, bias }: Layer, output: number): number {
  return bias === 0 ? 0 : Math.floor(output / size(y.slice(biasAxis + 1))) % bias;
}

export function modelOf(layer: Layer, w: Float32Array, b: Float32Array): Uint8Array {
  const graph = new GraphBuilder();
  const operands = [graph.input('x', layer.x)];
  if (layer.weights === 'fed') operands.push(graph.input('w', layer.w));
  if (layer.weights === 'constant') operands.push(graph.constant(w, layer.w));
  if (layer.bias > 0) operands.push(graph.constant(b));
  if (layer.axes) operands.push(graph.constant(BigInt64Array.from(layer.axes, BigInt), [layer.axes.length]));
  graph.node(layer.operator, operands, layer.attributes, { outputs: ['y'] });
  graph.output('y', layer.y);
  return encode(graph.model(21, 10));
}

export function feedsOf(
  { weights, ...layer }: Layer,
  x: Float32Array,
  w: Float32Array,
): Record<string, Tensor> {
  const tensor = (data: Float32Array, dims: readonly number[]): Tensor => ({ type: 'float32', dims, data });
  return { x: tensor(x, layer.x), ...(weights === 'fed' && { w: tensor(w, layer.w) }) };
}
