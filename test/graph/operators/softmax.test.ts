import { describe, expect, it } from 'vitest';
import { GraphBuilder } from '../../../src/graph/builder.ts';
import { operatorLaws } from '../../laws/operator.ts';
import { compile } from '../../laws/operator/compiled.ts';
import { moved } from './movements.ts';

/** Followed by a transposition or a scale, since canonical form drops a last softmax. */
const SOFT = { relative: 1e-4, absolute: 1e-30 } as const;

const shares = (x: ArrayLike<number>): readonly number[] => {
  const most = Math.max(...Array.from(x));
  const parts = Array.from(x, (one) => Math.exp(one - most));
  const sum = parts.reduce((all, one) => all + one, 0);
  return parts.map((one) => one / sum);
};

operatorLaws('Softmax', [
  {
    title: 'along the last of several axes',
    dims: [2, 3],
    node: moved('Softmax', { axis: -1 }),
    points: [0, 40],
    widest: 1,
    rounding: SOFT,
    loose: 6,
    exact: (x) => [...shares(x.slice(0, 3)), ...shares(x.slice(3))],
  },
  {
    title: 'along an inner axis',
    dims: [3, 2],
    node: moved('Softmax', { axis: 1 }),
    widest: 1,
    rounding: SOFT,
    loose: 6,
    exact(x) {
      const columns = [0, 1].map((column) => shares([0, 2, 4].map((place) => x[place + column]!)));
      return [0, 1, 2].flatMap((row) => columns.map((column) => column[row]!));
    },
  },
  {
    title: 'of nothing but one',
    dims: [3, 1],
    node: moved('Softmax', { axis: 2 }),
    widest: 1,
    rounding: SOFT,
    exact: () => [1, 1, 1],
  },
]);

describe('Softmax', () => {
  const centre = [0.5, -1, 2, 3.25];
  it.each([0, 0.01, 1, 20, 60, 500])('has the exact range of every output within ±%s', async (epsilon) => {
    const builder = new GraphBuilder('shares');
    const value = builder.node('Softmax', [builder.input('x', ['batch', 4])], { axis: -1 });
    builder.output(builder.node('MatMul', [value, builder.constant([1, 0, 0, 0, 1, 0, 0, 1], [4, 2])]), null);
    const compiled = await compile(builder.model(21, 10), value, 1, 'float32');
    const { result } = await compiled.bounds(Float32Array.from(centre), Float32Array.of(epsilon));
    await compiled.release();
    const extreme = (i: number, own: number): number =>
      1 / centre.reduce((sum, one, j) => sum + (j === i ? 0 : Math.exp(one - own - (centre[i]! + own))), 1);
    for (const [i, lower] of result.lower.entries()) {
      const [least, most] = [extreme(i, -epsilon), extreme(i, epsilon)];
      const upper = result.upper[i]!;
      expect(lower).toBeLessThanOrEqual(least);
      expect(lower).toBeGreaterThanOrEqual(least * (1 - 1e-4) - 1e-30);
      expect(upper).toBeGreaterThanOrEqual(Math.min(most, 1));
      expect(upper).toBeLessThanOrEqual(Math.min(most * (1 + 1e-4), 1 + 2 ** -22) + 1e-30);
    }
  });
});
