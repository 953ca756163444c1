import { GraphBuilder } from '../../../src/graph/builder.ts';
import { attribute, type Model, type Node } from '../../../src/graph/graph.ts';
import type { Canonical } from '../../../src/graph/rewrites/canonical/canonical.ts';

/** Writes the gradient by what a node reads, from the gradient by what it gives. */
type Backward = (builder: GraphBuilder, node: Node, gradient: string, dims: readonly number[]) => string;

const BACKWARD: Readonly<Record<string, Backward>> = {
  Relu: (builder, node, gradient) =>
    builder.node('Mul', [gradient, builder.node('Sign', [node.outputs[0]!])]),
  Flatten: (builder, _, gradient, dims) =>
    builder.node('Reshape', [gradient, builder.constant(BigInt64Array.from(dims, BigInt))]),
  Gemm: (builder, node, gradient) =>
    builder.node('Gemm', [gradient, node.inputs[1]!], {
      transB: 1 - Number(attribute(node, 'transB', 'int') ?? 0n),
    }),
  Conv: (builder, node, gradient, [, , height]) => {
    const ints = (name: string) => (attribute(node, name, 'ints') ?? []).map(Number);
    const [kernel = 1] = ints('kernel_shape');
    const [strides, pads] = [ints('strides'), ints('pads')];
    const made = kernel - pads[0]! - pads[2]!;
    // Rows at the far border that no window of the convolution reaches get no gradient.
    const missing = (height! - made) % strides[0]!;
    return builder.node('ConvTranspose', [gradient, node.inputs[1]!], {
      ...{ kernel_shape: ints('kernel_shape'), strides, pads, output_padding: [missing, missing] },
    });
  },
};

/**
 * The gradient of Σ seed · logits by the input: a graph with inputs x and `seed` [batch, classes] and output `gradient`. For
 * chains of square convolutions, dense layers and Relu.
 */
export function gradientOf({ model, types }: Canonical): Model {
  const { graph } = model;
  const [input] = graph.inputs;
  const builder = new GraphBuilder('gradient');
  builder.input('seed', types.get(graph.outputs[0]!.name)!.dims);
  let gradient = 'seed';
  for (const node of graph.nodes.toReversed()) {
    const backward = BACKWARD[node.operator];
    if (!backward) throw new Error(`no gradient is written for ${node.operator}`);
    gradient = backward(builder, node, gradient, types.get(node.inputs[0]!)!.dims);
  }
  builder.node('Identity', [gradient], {}, { outputs: ['gradient'] });
  builder.output('gradient', types.get(input!.name)!.dims);
  const written = builder.build();
  return {
    ...model,
    graph: {
      ...graph,
      inputs: [...graph.inputs, ...written.inputs],
      outputs: written.outputs,
      initializers: [...graph.initializers, ...written.initializers],
      nodes: [...graph.nodes, ...written.nodes],
    },
  };
}
