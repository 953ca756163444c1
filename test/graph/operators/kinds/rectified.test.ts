import { describe, expect, it } from 'vitest';
import { UNIT } from '../../../../src/graph/float32.ts';
import { discReluBounds } from '../../../../src/graph/operators/kinds/rectified.ts';
import type { Disc } from '../../../../src/graph/rewrites/interval/bounds.ts';
import type { Writer } from '../../../../src/graph/rewrites/interval/writer.ts';
import { ballFaults, endFaults, finiteShare } from '../../rewrites/interval/ball-law.ts';
import { discs, onTheRim } from '../../rewrites/interval/discs.ts';
import { written } from '../../rewrites/interval/written.ts';

const SLACKS = [0, 1e-6, 1e-3, 0.1];
const WANTED = [2 ** -2, 1, 2, 2 ** 4];
const FACTORS = [1, 1 + 2 ** -18];
const SHAPES = { plain: [1, 1280], 'in blocks': [1, 16, 8, 10] };

const rectified = (z: bigint): bigint => (z > 0n ? z : 0n);

const bounded = (emit: Writer, dims: readonly number[], factor: number) => {
  let multiplier = 0;
  const make = (wanted: number): Disc => {
    multiplier = wanted;
    return { centre: 'centre', radius: 'radius', slack: 0, multiplier, factor };
  };
  const bounds = discReluBounds(emit, dims, make, 9);
  return { bounds, scale: () => multiplier };
};

describe.each(Object.entries(SHAPES))('a rectified disc, %s', (_, shape) => {
  const { dims, centre, radius } = discs(shape);

  // The sum of centre and radius is rounded, and twice what is missing there is in the lower end; that is rounded too.
  const spare = 4 * UNIT;

  it.each(FACTORS)(
    'lies in its ball, for every slack and multiplier, with a factor of %d',
    async (factor) => {
      for (const wanted of WANTED) {
        for (const slack of SLACKS) {
          const facts = { multiplier: 0, factor: 0, scale: 0 };
          const found = await written(dims, { centre, radius }, (emit) => {
            const { bounds, scale } = bounded(emit, dims, factor);
            const ball = bounds.ball({ slack, multiplier: wanted });
            Object.assign(facts, { multiplier: ball.multiplier, factor: ball.factor, scale: scale() });
            return { centre: ball.centre, spread: ball.spread };
          });
          expect(facts.multiplier).toBe(wanted);
          const ratio = BigInt(facts.multiplier / facts.scale);
          const rim = onTheRim({ centre, radius, factor }, spare, 2 ** -140);
          const values = (at: number) => rim(at).map((z) => rectified(z) * ratio);
          expect(ballFaults({ ...found, ...facts }, slack, values)).toEqual([]);
          expect(finiteShare(found.centre, found.spread)).toBeGreaterThan(0.9);
        }
      }
    },
  );

  it.each(WANTED)('lies within its ends, whatever multiplier its ball has (%d)', async (wanted) => {
    for (const factor of FACTORS) {
      let by = 0;
      const found = await written(dims, { centre, radius }, (emit) => {
        const { bounds, scale } = bounded(emit, dims, factor);
        bounds.ball({ slack: 0, multiplier: wanted });
        by = scale();
        return bounds.ends();
      });
      const rim = onTheRim({ centre, radius, factor }, spare, 2 ** -140);
      expect(endFaults(found.lower, found.upper, by, (at) => rim(at).map(rectified))).toEqual([]);
      expect(Math.abs(Math.min(...found.lower.filter((low) => !Number.isNaN(low))))).toBe(0);
      expect(finiteShare(found.lower, found.upper)).toBeGreaterThan(0.9);
    }
  });

  it('is hardly larger than what is rectified', async () => {
    const count = dims.reduce((all, size) => all * size, 1);
    const [c, r] = [new Float32Array(count).fill(3), new Float32Array(count).fill(1)];
    let factor = 0;
    const found = await written(dims, { centre: c, radius: r }, (emit) => {
      const { bounds } = bounded(emit, dims, 1);
      const ball = bounds.ball({ slack: 1e-5, multiplier: 1 });
      factor = ball.factor;
      return { ...bounds.ends(), centre: ball.centre, spread: ball.spread };
    });
    // asked for multiplier 1, the sum has ½: z lies in [2, 4] / ½
    expect(found.lower.at(-1)).toBeGreaterThan(4 - 4e-6);
    expect(found.upper.at(-1)).toBeLessThan(8 + 4e-6);
    expect(found.centre.at(-1)).toBeCloseTo(6, 5);
    expect(factor * found.spread.at(-1)!).toBeLessThan(2 + 1e-4);
  });
});
