import type { GraphBuilder } from '../../../src/graph/builder.ts';
import { operatorLaws, refusalLaws } from '../../laws/operator.ts';
import { each } from './nodes.ts';

const clip = (low: number | null, high: number | null) => (builder: GraphBuilder, x: string) => {
  const limit = (value: number | null) => (value === null ? '' : builder.constant([value], []));
  return builder.node('Clip', [x, limit(low), limit(high)]);
};
const cut = (low: number | null, high: number | null) =>
  each((x) => Math.min(Math.max(x, low ?? -Infinity), high ?? Infinity));

const limits = [
  [-1, 1],
  [0, 6],
  [null, 2],
  [0.5, null],
  [null, null],
  [2, -2],
] as const;

operatorLaws(
  'Clip',
  limits.map(([low, high]) => ({
    title: `from ${low} to ${high}`,
    dims: [17],
    node: clip(low, high),
    points: [-2, -1, 0, 0.5, 1, 2, 6],
    exact: cut(low, high),
  })),
);

refusalLaws('Clip', [
  { title: 'a limit that is no number', dims: [2], node: clip(NaN, 1), reason: /a limit is not a number/ },
]);
