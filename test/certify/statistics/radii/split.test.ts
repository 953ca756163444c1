import { describe, expect, it } from 'vitest';
import { splitRadius } from '../../../../src/certify/statistics/radii/split.ts';

const PIXELS = { step: 1 / 255 };

describe('splitRadius', () => {
  it.each([
    [0, 0],
    [1, 0],
    [2, 1],
    [3, 1],
    [1785, 892],
  ])('of a margin of %i is %i steps', (margin, steps) => {
    const radius = splitRadius(margin, PIXELS);
    expect(radius.steps).toBe(steps);
    expect(radius.onGrid).toBe(steps * (1 / 255));
    expect(radius.anywhere).toBeLessThan((steps + 1) / 510);
    expect(radius.anywhere).toBeGreaterThan(((steps + 1) / 510) * (1 - 1e-15));
  });

  it('is not made smaller by rounding of the sample, against inputs on the grid', () => {
    expect(splitRadius(10, PIXELS, 1e-5).onGrid).toBe(5 * (1 / 255));
    expect(splitRadius(10, PIXELS, 1e-5).anywhere).toBeLessThan(6 / 510 - 1e-5);
  });

  it('allows for places that are found a little too far off, against all inputs', () => {
    const exact = splitRadius(9, { step: 1 });
    const slack = splitRadius(9, { step: 1 }, 0, { slack: 0.001, written: 0 });
    expect(slack.onGrid).toBe(exact.onGrid);
    expect(slack.anywhere).toBeCloseTo(5 * 0.499, 12);
    expect(slack.anywhere).toBeLessThan(5 * 0.499);
  });

  it('allows for what float32 writes of inputs on the grid, where a step is not enough for it', () => {
    const written = (off: number) => splitRadius(9, { step: 1 }, 0.5, { slack: 0.01, written: off });
    expect(written(0.05).onGrid).toBe(4);
    expect(written(0.2).onGrid).toBeCloseTo(3.5, 12);
    expect(written(0.2).onGrid).toBeLessThan(3.5);
    expect(written(0.489).onGrid).toBeCloseTo(5 * 0.511 - 0.5, 12);
    expect(written(0.49).onGrid).toBe(0);
    expect(written(0.49).anywhere).toBe(written(0).anywhere);
  });

  it('is less where the sample is more than a step off', () => {
    const { onGrid, anywhere } = splitRadius(10, { step: 1 }, 2.5);
    expect(onGrid).toBeLessThan(3.5);
    expect(onGrid).toBeGreaterThan(3.5 - 1e-14);
    expect(anywhere).toBeLessThan(0.5);
    expect(splitRadius(10, { step: 1 }, 7)).toEqual({ steps: 5, onGrid: 0, anywhere: 0 });
  });
});
