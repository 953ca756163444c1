import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { l1 } from '../../../src/certify/perturbations/l1.ts';
import { linf } from '../../../src/certify/perturbations/linf.ts';
import { dyadic } from '../../../src/certify/statistics/dyadic.ts';
import {
  gridSteps,
  gridValue,
  placeOnGrid,
  placeSlack,
  writtenSlack,
} from '../../../src/certify/statistics/grid.ts';

const PIXELS = { step: 1 / 255, low: 0, high: 1 };
const HALVES = { step: 0.5, low: -1, high: 2 };

/** A double in units of 2^−1100, exactly. */
const units = (x: number): bigint => dyadic(x).mantissa << BigInt(dyadic(x).exponent + 1100);
const exactDistance = (x: number, low: number, step: number, i: number): bigint => {
  const off = units(x) - units(low) - BigInt(i) * units(step);
  return off < 0n ? -off : off;
};
const compare = (x: number, exact: bigint): number => {
  const difference = units(x) - exact;
  return difference > 0n ? 1 : difference < 0n ? -1 : 0;
};

describe('the grid', () => {
  it('counts its steps', () => {
    expect(gridSteps(PIXELS)).toBe(255);
    expect(gridSteps(HALVES)).toBe(6);
  });

  it('has float32 values', () => {
    expect(gridValue(PIXELS, 17)).toBe(Math.fround(17 / 255));
    expect(gridValue(HALVES, -3)).toBe(-2.5);
  });
});

describe('placeOnGrid', () => {
  it('finds every value of a grid of powers of two at distance 0', () => {
    const grid = { step: 1 / 16, low: -0.5, high: 1 };
    const { places, distance } = placeOnGrid(
      grid,
      Float32Array.from({ length: 25 }, (_, i) => i / 16 - 0.5),
    );
    expect([...places]).toEqual(Array.from({ length: 25 }, (_, i) => i));
    expect(distance).toBe(0);
  });

  it('counts what a float32 is off the point that it is written for', () => {
    const values = Float32Array.from({ length: 256 }, (_, i) => i / 255);
    const { places, distance } = placeOnGrid(PIXELS, values);
    expect([...places]).toEqual(Array.from({ length: 256 }, (_, i) => i));
    const exact = Math.sqrt(values.reduce((sum, x, i) => sum + (x - i / 255) ** 2, 0));
    expect(distance / exact).toBeCloseTo(1, 6);
    // far from 0 a float32 is coarse: 100000.1640625 stands for the step 42 of 1/255
    const far = placeOnGrid({ step: 1 / 255, low: 1e5, high: 1e5 + 1 }, Float32Array.of(100000.1640625));
    expect(far.distance).toBeGreaterThan(6e-4);
  });

  it('never states less than the exact distance, nor much more', () => {
    const double = fc.double({ min: -1000, max: 1000, noNaN: true });
    const steps = fc.oneof(
      fc.double({ min: 1e-6, max: 10, noNaN: true }),
      fc.constantFrom(1 / 255, 0.1, 2 ** -12),
    );
    fc.assert(
      fc.property(
        double,
        steps,
        fc.integer({ min: 0, max: 1 << 20 }),
        fc.double({ min: -1, max: 1, noNaN: true }),
        (low, step, i, shift) => {
          const x = Math.fround(low + (i + 0.4 * shift) * step);
          const { places, distance } = placeOnGrid(
            { step, low, high: low + (1 << 20) * step },
            Float32Array.of(x),
          );
          const exact = exactDistance(x, low, step, places[0]!);
          expect(compare(distance, exact)).toBeGreaterThanOrEqual(0);
          // three roundings at the size of the terms, twice allowed for, and squares that underflow
          const allowed = 8 * 2 ** -53 * (Math.abs(x) + Math.abs(low) + places[0]! * step) + 1e-150;
          expect(compare(distance * (1 - 1e-9) - allowed, exact)).toBeLessThanOrEqual(0);
        },
      ),
    );
  });

  it('takes the nearest value, within the ends', () => {
    const { places } = placeOnGrid(HALVES, Float32Array.of(-7, -1.1, -0.3, 0.2, 0.3, 1.9, 9));
    expect([...places]).toEqual([0, 0, 1, 2, 3, 6, 6]);
  });

  it('states the L2 distance, rounded up', () => {
    const { distance } = placeOnGrid(HALVES, Float32Array.of(0.25 - 2 ** -10, -4, 0));
    const exact = Math.hypot(0.25 - 2 ** -10, 3);
    expect(distance).toBeGreaterThanOrEqual(exact);
    expect(distance).toBeLessThan(exact * (1 + 1e-12));
    const one = placeOnGrid(HALVES, Float32Array.of(2 ** -20)).distance;
    expect(one).toBeGreaterThanOrEqual(2 ** -20);
    expect(one).toBeLessThan(2 ** -20 * (1 + 1e-9));
  });

  it('states the distance in another norm, rounded up', () => {
    const values = Float32Array.of(0.25 - 2 ** -10, -4, 0.75);
    const { places, distance } = placeOnGrid(HALVES, values, l1);
    expect(places).toEqual(placeOnGrid(HALVES, values).places);
    expect(distance).toBe(0.25 - 2 ** -10 + 3 + 0.25);
    expect(placeOnGrid(HALVES, values, linf).distance).toBe(3);
  });

  it.each([NaN, Infinity, -Infinity])('refuses %d', (x) => {
    expect(() => placeOnGrid(PIXELS, Float32Array.of(0, x))).toThrow(`coordinate 1 is ${x}`);
  });
});

describe('placeSlack', () => {
  /** How far x is from its place beyond half a step, exactly; in units of 2^−1101. */
  const beyond = (grid: Parameters<typeof placeOnGrid>[0], x: number): bigint => {
    const { places } = placeOnGrid(grid, Float32Array.of(x));
    return 2n * exactDistance(x, grid.low, grid.step, places[0]!) - units(grid.step);
  };

  it('bounds how much further than half a step a place may be; some are further', () => {
    let further = 0;
    for (let steps = 3; steps < 3000; steps += 2) {
      // half-way between two places, but for the rounding of the step
      const grid = { step: 1 / steps, low: 0, high: 1 };
      for (const x of [0.5, 0.25, 0.75]) {
        const off = beyond(grid, x);
        if (off > 0n) further++;
        expect(off <= 2n * units(placeSlack(grid))).toBe(true);
      }
    }
    expect(further).toBeGreaterThan(10);
  });

  it('is little beside a step', () => {
    expect(placeSlack(PIXELS)).toBeLessThan(PIXELS.step * 2e-13);
  });
});

describe('writtenSlack', () => {
  it('bounds what float32 are off the pixels that they are written for, in any of the usual ways', () => {
    for (const grid of [PIXELS, { step: 1 / 127.5, low: -1, high: 1 }, { step: 1, low: 0, high: 255 }]) {
      const off = Array.from({ length: 256 }, (_, i) => {
        const exact = grid.low + i * grid.step;
        const ways = [
          gridValue(grid, i),
          Math.fround(Math.fround(i * Math.fround(grid.step)) + grid.low),
          Math.fround(Math.fround(i / Math.fround(1 / grid.step)) + grid.low),
        ];
        return Math.max(...ways.map((x) => Math.abs(x - exact)));
      });
      expect(Math.max(...off)).toBeLessThanOrEqual(writtenSlack(grid));
    }
    expect(writtenSlack(PIXELS)).toBeLessThan(PIXELS.step / 10_000);
  });
});
