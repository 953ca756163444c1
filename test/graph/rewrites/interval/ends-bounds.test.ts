import { describe, expect, it } from 'vitest';
import { endsBounds } from '../../../../src/graph/rewrites/interval/ends-bounds.ts';
import { ballFaults, finiteShare, scaledBy } from './ball-law.ts';
import { absolute, fixed } from './exactly.ts';
import { intervals, written, type Numbers } from './written.ts';

const COUNT = 2000;
const SLACKS = [0, 2 ** -24, 1e-6, 57 * 2 ** -24, 1e-3, 0.1, 0.49, 1];

async function ballOf(
  lower: Float32Array,
  upper: Float32Array,
  slack: number,
  nonNegative: boolean,
): Promise<Numbers> {
  const dims = [lower.length];
  let facts = { multiplier: 0, factor: 0 };
  const found = await written(dims, { lower, upper }, (emit) => {
    const bounds = endsBounds(emit, dims, { lower: 'lower', upper: 'upper' }, nonNegative);
    const { centre, spread, multiplier, factor } = bounds.ball({ slack });
    facts = { multiplier, factor };
    return { centre, spread };
  });
  return { ...found, ...facts };
}

describe.each(SLACKS)('the ball of an interval, for a slack of %d', (slack) => {
  it('holds the interval, and its slack', async () => {
    const { lower, upper } = intervals(COUNT);
    const ball = await ballOf(lower, upper, slack, false);
    const ends = (at: number) => [lower[at]!, upper[at]!].map((z) => scaledBy(ball.multiplier, z));
    expect(ballFaults(ball, slack, ends)).toEqual([]);
    expect(finiteShare(ball.centre, ball.spread)).toBeGreaterThan(0.9);
  });

  it('holds an interval that is not negative', async () => {
    const { lower, upper } = intervals(COUNT);
    const [low, high] = [lower.map((x) => Math.max(x, 0)), upper.map((x) => Math.max(x, 0))];
    const ball = await ballOf(low, high, slack, true);
    const ends = (at: number) => [low[at]!, high[at]!].map((z) => scaledBy(ball.multiplier, z));
    expect(ballFaults(ball, slack, ends)).toEqual([]);
    expect(finiteShare(ball.centre, ball.spread)).toBeGreaterThan(0.9);
  });
});

it('is hardly larger than the interval', async () => {
  const [lower, upper] = [Float32Array.of(-1, 0.5, 3), Float32Array.of(2, 0.75, 3)];
  for (const nonNegative of [false, true]) {
    const { spread, factor } = await ballOf(lower, upper, 1e-5, nonNegative);
    for (const [at, s] of spread.entries()) {
      if (nonNegative && lower[at]! < 0) continue;
      const size = Math.abs(lower[at]! + upper[at]!);
      expect(factor * s).toBeLessThan((upper[at]! - lower[at]!) * (1 + 3e-5) + 1.2e-5 * size + 4e-6 * size);
    }
  }
});

it('needs more than half the width: the centre is rounded', async () => {
  const [l, u] = [1, 1 + 2 ** -23];
  const [c, r] = [Math.fround((l + u) / 2), Math.fround((u - l) / 2)];
  expect(Math.max(c - l, u - c)).toBeGreaterThan(r);
  const { centre, spread, factor } = await ballOf(Float32Array.of(l), Float32Array.of(u), 0, false);
  for (const z of [l, u]) {
    const away = absolute(2n * fixed(z) - fixed(centre[0]!)) * fixed(1);
    expect(away <= fixed(factor) * fixed(spread[0]!)).toBe(true);
  }
});

it('gives no finite ball for ends that are not finite, or whose sum is not', async () => {
  const lower = Float32Array.of(-Infinity, NaN, 0, 3e38, 1);
  const upper = Float32Array.of(1, 1, Infinity, 3e38, NaN);
  for (const nonNegative of [false, true]) {
    const { centre, spread } = await ballOf(lower, upper, 1e-6, nonNegative);
    for (const at of lower.keys())
      expect([at, Number.isFinite(centre[at]!) && Number.isFinite(spread[at]!)]).toEqual([at, false]);
  }
});
