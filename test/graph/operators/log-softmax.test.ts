import { describe, expect, it } from 'vitest';
import { GraphBuilder } from '../../../src/graph/builder.ts';
import { operatorLaws } from '../../laws/operator.ts';
import { compile } from '../../laws/operator/compiled.ts';
import { moved } from './movements.ts';

const LOGARITHMS = { relative: 2e-5, absolute: 2e-5 } as const;

const logShares = (x: readonly number[]): readonly number[] => {
  const most = Math.max(...x);
  const sum = Math.log(x.reduce((all, one) => all + Math.exp(one - most), 0));
  return x.map((one) => one - most - sum);
};

operatorLaws('LogSoftmax', [
  {
    title: 'along the last of several axes',
    dims: [2, 3],
    node: moved('LogSoftmax', { axis: -1 }),
    points: [0, 40],
    rounding: LOGARITHMS,
    loose: 6,
    exact: (x) => [...logShares([...x.slice(0, 3)]), ...logShares([...x.slice(3)])],
  },
  {
    title: 'of nothing but one',
    dims: [2, 1],
    node: moved('LogSoftmax', { axis: 2 }),
    widest: 1,
    rounding: LOGARITHMS,
    exact: () => [0, 0],
  },
]);

describe('LogSoftmax', () => {
  const centre = [0.5, -1, 2, 3.25];
  it.each([0, 0.01, 1, 20, 60, 500])('has the exact range of every output within ±%s', async (epsilon) => {
    const builder = new GraphBuilder('logarithms');
    const value = builder.node('LogSoftmax', [builder.input('x', ['batch', 4])], { axis: -1 });
    builder.output(builder.node('MatMul', [value, builder.constant([1, 0, 0, 0, 1, 0, 0, 1], [4, 2])]), null);
    const compiled = await compile(builder.model(21, 10), value, 1, 'float32');
    const { result } = await compiled.bounds(Float32Array.from(centre), Float32Array.of(epsilon));
    await compiled.release();
    const extreme = (i: number, own: number): number =>
      logShares(centre.map((one, j) => (j === i ? one + own : one - own)))[i]!;
    for (const [i, lower] of result.lower.entries()) {
      const [least, most] = [extreme(i, -epsilon), extreme(i, epsilon)];
      expect(lower).toBeLessThanOrEqual(least);
      expect(lower).toBeGreaterThanOrEqual(least * (1 + 1e-5) - 1e-5);
      expect(result.upper[i]).toBeGreaterThanOrEqual(most);
      expect(result.upper[i]).toBeLessThanOrEqual(most * (1 - 1e-5) + 1e-5);
    }
  });
});
