import { GraphBuilder } from '../../../src/graph/builder.ts';
import type { Model, Value } from '../../../src/graph/graph.ts';
import { elementCount } from '../../../src/graph/tensor.ts';

/**
 * Any graph as a classifier of one flat sample: all inputs beside each other in one row, all outputs in another. For networks
 * that test one operator and are no classifiers themselves. Sizes that are open become 1.
 */
export function flat(model: Model): Model {
  const { graph } = model;
  const builder = new GraphBuilder('flat');
  const sizes = graph.inputs.map((input) => elementCount(dimsOf(input)));
  const total = sizes.reduce((sum, size) => sum + size, 0);
  const x = builder.input('flat/x', [1, total]);
  const shape = (dims: readonly number[]) => builder.constant(BigInt64Array.from(dims, BigInt));
  let begin = 0;
  for (const [place, input] of graph.inputs.entries()) {
    const places = Array.from({ length: sizes[place]! }, (_, i) => BigInt(begin + i));
    const row = builder.node('Gather', [x, builder.constant(BigInt64Array.from(places))], { axis: 1 });
    builder.node('Reshape', [row, shape(dimsOf(input))], {}, { outputs: [input.name] });
    begin += sizes[place]!;
  }
  const before = builder.build();
  const after = new GraphBuilder('after');
  const rows = graph.outputs.map(({ name }, place) =>
    after.node('Reshape', [name, 'flat/row'], {}, { outputs: [`flat/${place}`] }),
  );
  after.constant(BigInt64Array.of(1n, -1n), [2], { name: 'flat/row' });
  after.output(after.node('Concat', rows, { axis: 1 }, { outputs: ['flat/y'] }), null);
  const { nodes, initializers, outputs } = after.build();
  return {
    ...model,
    graph: {
      ...graph,
      inputs: before.inputs,
      outputs,
      initializers: [...before.initializers, ...graph.initializers, ...initializers],
      nodes: [...before.nodes, ...graph.nodes, ...nodes],
    },
  };
}

function dimsOf({ type }: Value): readonly number[] {
  const dims = type.kind === 'tensor' ? (type.dims ?? []) : [];
  return dims.map((size) => (typeof size === 'number' ? size : 1));
}
