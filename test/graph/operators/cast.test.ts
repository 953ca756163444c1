import type { GraphBuilder } from '../../../src/graph/builder.ts';
import { operatorLaws, refusalLaws } from '../../laws/operator.ts';
import { each } from './nodes.ts';

const TYPES = { float32: 1, int64: 7, float16: 10, float64: 11 };

/** There and back, so that the logits are float32. */
const through = (type: keyof typeof TYPES) => (builder: GraphBuilder, x: string) =>
  builder.node('Cast', [builder.node('Cast', [x], { to: TYPES[type] })], { to: TYPES.float32 });

operatorLaws('Cast', [
  { title: 'to float64', dims: [17], node: through('float64'), points: [0], exact: each((x) => x) },
  {
    title: 'to float16',
    dims: [17],
    node: through('float16'),
    points: [0, 1 + 2 ** -11, 6e-8],
    rounding: { relative: 2 ** -9, absolute: 2 ** -23 },
    exact: each((x) => x),
  },
  {
    title: 'to float16, around its largest number',
    dims: [5],
    node: through('float16'),
    points: [65504, 65520],
    widest: 1,
    rounding: { relative: 2 ** -9, absolute: 2 ** -24 },
  },
]);

refusalLaws('Cast', [
  {
    title: 'to whole numbers',
    dims: [2],
    node: through('int64'),
    reason: /it converts float32 to int64, and only casts between floats have a rule/,
  },
]);

refusalLaws('Abs', [
  {
    title: 'on other floats than float32',
    dims: [2],
    node: (builder, x) => {
      const wide = builder.node('Abs', [builder.node('Cast', [x], { to: TYPES.float64 })]);
      return builder.node('Cast', [wide], { to: TYPES.float32 });
    },
    reason: /it works on float64 values/,
  },
]);
