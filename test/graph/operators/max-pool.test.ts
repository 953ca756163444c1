import { operatorLaws, refusalLaws } from '../../laws/operator.ts';
import { beforeRelu, moved } from './movements.ts';

operatorLaws('MaxPool', [
  {
    title: 'of one axis',
    dims: [1, 5],
    node: moved('MaxPool', { kernel_shape: [2], strides: [2] }),
    exact: (x) => [Math.max(x[0]!, x[1]!), Math.max(x[2]!, x[3]!)],
  },
  {
    title: 'of one axis, padded, the last window cut off',
    dims: [1, 4],
    node: moved('MaxPool', { kernel_shape: [3], strides: [2], pads: [1, 1], ceil_mode: 1 }),
    exact: (x) => [Math.max(x[0]!, x[1]!), Math.max(x[1]!, x[2]!, x[3]!), x[3]!],
  },
  {
    title: 'of two axes, dilated, padded on one side',
    dims: [2, 5, 4],
    node: moved('MaxPool', { kernel_shape: [2, 3], dilations: [2, 1], pads: [1, 0, 0, 2] }),
  },
  {
    title: 'same padding, rectified, of channels that an engine puts in blocks',
    dims: [16, 4, 4],
    node: beforeRelu(moved('MaxPool', { kernel_shape: [2, 2], auto_pad: 'SAME_UPPER' })),
    points: [0],
  },
  {
    title: 'of three axes',
    dims: [1, 2, 3, 2],
    node: moved('MaxPool', { kernel_shape: [2, 2, 2] }),
  },
]);

refusalLaws('MaxPool', [
  {
    title: 'places of the greatest',
    dims: [1, 4],
    node(builder, x) {
      const outputs = ['greatest', 'places'];
      builder.node('MaxPool', [x], { kernel_shape: [2] }, { outputs });
      return builder.node('Add', ['greatest', builder.node('Cast', ['places'], { to: 1 })]);
    },
    reason: /Indices/,
  },
]);
