import { GraphBuilder } from '../../../../src/graph/builder.ts';
import type { Model } from '../../../../src/graph/graph.ts';
import type { Layer } from '../kernels/layer.ts';

/** What is made of x before the layer, of the same dims. */
export type Before = (graph: GraphBuilder, x: string, layer: Layer) => string;

/** One linear node, whose value is called y, and logits behind it. */
export function layerModel(
  layer: Layer,
  w: Float32Array,
  b: Float32Array,
  before: Before = (_, x) => x,
): Model {
  const graph = new GraphBuilder('layer');
  const operands = [before(graph, graph.input('x', layer.x), layer)];
  if (layer.weights === 'constant') operands.push(graph.constant(w, layer.w));
  if (layer.bias > 0) operands.push(graph.constant(b));
  if (layer.axes) operands.push(graph.constant(BigInt64Array.from(layer.axes, BigInt)));
  graph.node(layer.operator, operands, layer.attributes, { outputs: ['y'] });
  const logits =
    layer.y.length === 2 ? graph.node('Identity', ['y']) : graph.node('Flatten', ['y'], { axis: 1 });
  graph.output(logits, null);
  return graph.model(21, 10);
}

/** The factors of all products that one element of y sums. */
export function factorsOf(
  layer: Layer,
  output: number,
  w: Float32Array,
): { readonly places: readonly number[]; readonly weights: readonly number[] } {
  const coefficients = typeof layer.weights === 'string' ? w : layer.weights.map(Math.fround);
  const places: number[] = [];
  const weights: number[] = [];
  layer.terms(output, (i, j) => {
    places.push(i);
    weights.push(coefficients[j]!);
  });
  return { places, weights };
}
