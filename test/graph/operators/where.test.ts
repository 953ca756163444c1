import { type GraphBuilder } from '../../../src/graph/builder.ts';
import { operatorLaws, refusalLaws } from '../../laws/operator.ts';

const condition = (builder: GraphBuilder) =>
  builder.constant(Uint8Array.of(1, 0, 1, 0), [4], { type: 'bool' });

operatorLaws('Where', [
  {
    title: 'the value or a constant',
    dims: [4],
    node: (builder, x) => builder.node('Where', [condition(builder), x, builder.constant([7], [])]),
    points: [0],
    exact: (x) => [x[0]!, 7, x[2]!, 7],
  },
  {
    title: 'a constant or the value, which is repeated',
    dims: [1],
    node: (builder, x) => builder.node('Where', [condition(builder), builder.constant([1, 2, 3, 4]), x]),
    points: [0],
    exact: ([x]) => [1, x!, 3, x!],
  },
  {
    title: 'one of two values',
    dims: [4],
    node: (builder, x) => builder.node('Where', [condition(builder), x, builder.node('Abs', [x])]),
    points: [0],
    exact: (x) => x.map((value, i) => (i % 2 === 0 ? value : Math.abs(value))),
  },
]);

refusalLaws('Where', [
  {
    title: 'a condition that depends on the input',
    dims: [4],
    node: (builder, x) =>
      builder.node('Where', [
        builder.node('Greater', [x, builder.constant([0], [])]),
        x,
        builder.constant([0], []),
      ]),
    reason: /the condition depends on the input/,
  },
]);
