import { describe, expect, it } from 'vitest';
import { constantOfValues } from '../../../../src/graph/builder.ts';
import { UNIT } from '../../../../src/graph/float32.ts';
import { constantBounds } from '../../../../src/graph/rewrites/interval/constant-bounds.ts';
import { ballFaults, scaledBy } from './ball-law.ts';
import { absolute, product, whole } from './exactly.ts';
import { intervals, written } from './written.ts';

const { lower: VALUES } = intervals(400);
const DIMS = [VALUES.length];
const constant = constantOfValues(VALUES, DIMS);

const ballOf = async (slack: number, multiplier: number, magnitude: Float32Array | null) => {
  const size = magnitude && constantOfValues(magnitude, DIMS);
  let facts = { multiplier: 0, factor: 0 };
  const found = await written(DIMS, { unused: VALUES }, (emit) => {
    const ball = constantBounds(emit, constant, size).ball({ slack, multiplier });
    facts = { multiplier: ball.multiplier, factor: ball.factor };
    return { centre: ball.centre, spread: ball.spread };
  });
  return { ...found, ...facts };
};

describe.each([2 ** -3, 0.5, 1, 2, 2 ** 3])('a constant times %d', (multiplier) => {
  it.each([0, 1e-6, 1e-3, 0.1, 1])('holds itself with a slack of %d', async (slack) => {
    const ball = await ballOf(slack, multiplier, null);
    expect(ball.multiplier).toBe(multiplier);
    expect(ballFaults(ball, slack, (at) => [scaledBy(multiplier, VALUES[at]!)])).toEqual([]);
  });

  it('has a slack of its magnitude, where it was folded from several', async () => {
    const magnitude = VALUES.map((x) => Math.min(Math.abs(x) * 1000 + 1, 1e38));
    const { spread, factor } = await ballOf(1e-3, multiplier, magnitude);
    for (const [at, s] of spread.entries()) {
      const asked = product(1e-3 * multiplier, magnitude[at]!);
      if (Number.isFinite(s)) expect(product(factor, s) >= asked).toBe(true);
    }
  });
});

it('has ends that are the constant itself, written once', async () => {
  const { lower, upper, again } = await written(DIMS, { unused: VALUES }, (emit) => {
    const first = constantBounds(emit, constant, null).ends();
    const second = constantBounds(emit, constant, null).ends();
    expect(second).toEqual(first);
    return { ...first, again: second.upper };
  });
  expect([lower, upper, again]).toEqual([VALUES, VALUES, VALUES]);
});

it('is no wider than it has to be', async () => {
  const { centre, spread } = await ballOf(1e-3, 1, null);
  for (const [at, s] of spread.entries()) {
    const size = absolute(whole(centre[at]!));
    expect(whole(s) <= (size * 1001n) / 1_000_000n + whole(2 ** -149) + size / BigInt(1 / (8 * UNIT))).toBe(
      true,
    );
  }
});
