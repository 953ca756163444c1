import { describe, expect, it } from 'vitest';
import { UNIT } from '../../../../src/graph/float32.ts';
import { discBounds } from '../../../../src/graph/rewrites/interval/disc-bounds.ts';
import { ballFaults, endFaults, finiteShare } from './ball-law.ts';
import { discs, onTheRim } from './discs.ts';
import { written } from './written.ts';

const FACTORS = [1, 1 + 2 ** -20, 1.01];
const SLACKS = [0, 1e-6, 1e-3, 0.1];

describe.each([2 ** -3, 0.5, 1, 2, 2 ** 3])('a disc of multiplier %d', (multiplier) => {
  it.each(FACTORS)('lies within its ends, and in a ball, for a factor of %d', async (factor) => {
    const { dims, centre, radius } = discs([1200]);
    for (const slack of SLACKS) {
      let of = 0;
      const found = await written(dims, { centre, radius }, (emit) => {
        const disc = { centre: 'centre', radius: 'radius', slack: 0, multiplier, factor };
        const bounds = discBounds(emit, dims, () => disc, 3);
        const { lower, upper } = bounds.ends();
        const ball = bounds.ball({ slack, multiplier: 1 });
        expect(ball.multiplier).toBe(multiplier);
        of = ball.factor;
        return { lower, upper, centre: ball.centre, spread: ball.spread };
      });
      const inner = onTheRim({ centre, radius, factor }, 2 * UNIT, factor === 1 ? 0 : 2 ** -140);
      expect(endFaults(found.lower, found.upper, multiplier, inner)).toEqual([]);
      const rim = onTheRim({ centre, radius, factor }, 0);
      expect(ballFaults({ ...found, multiplier, factor: of }, slack, rim)).toEqual([]);
      expect(finiteShare(found.lower, found.upper, found.spread)).toBeGreaterThan(0.9);
    }
  });
});

describe('slack that a sum carries', () => {
  const { dims, centre, radius } = discs([600]);

  it('is not added again', async () => {
    await written(dims, { centre, radius }, (emit) => {
      const make = (multiplier: number, slack: number) => ({
        centre: 'centre',
        radius: 'radius',
        slack,
        multiplier,
        factor: 1,
      });
      const bounds = discBounds(emit, dims, make, 3);
      expect(bounds.ball({ slack: 1e-3 }).spread).toBe('radius');
      expect(bounds.ball({ slack: 1e-4 }).spread).toBe('radius');
      expect(bounds.ball({ slack: 2e-3 }).spread).not.toBe('radius');
      return { centre: 'centre' };
    });
  });

  it('is made with what the first consumer would like', async () => {
    await written(dims, { centre, radius }, (emit) => {
      const asked: (readonly number[])[] = [];
      const bounds = discBounds(
        emit,
        dims,
        (multiplier, slack) => {
          asked.push([multiplier, slack]);
          return { centre: 'centre', radius: 'radius', slack, multiplier, factor: 1 };
        },
        3,
      );
      expect(bounds.ball({ slack: 0.25, multiplier: 0.5 }).multiplier).toBe(0.5);
      expect(bounds.ball({ slack: 0.25, multiplier: 4 }).multiplier).toBe(0.5);
      bounds.ends();
      expect(asked).toEqual([[0.5, 0.25]]);
      return { centre: 'centre' };
    });
  });
});

it('has the ends that it says', async () => {
  const [centre, radius] = [Float32Array.of(3, -0.75, 0), Float32Array.of(1, 0.25, 2)];
  const { lower, upper } = await written([3], { centre, radius }, (emit) =>
    discBounds(
      emit,
      [3],
      (multiplier, slack) => ({ centre: 'centre', radius: 'radius', slack, multiplier, factor: 1 }),
      3,
    ).ends(),
  );
  expect([lower, upper]).toEqual([Float32Array.of(2, -1, -2), Float32Array.of(4, -0.5, 2)]);
});
