import { describe, expect, it } from 'vitest';
import {
  chooseGrid,
  declarationObstacles,
  gridObstacles,
} from '../../../../src/certify/certifiers/smoothing/grid-choice.ts';
import { gaussianNoise } from '../../../../src/certify/statistics/noises/gaussian.ts';
import { DIGITS } from './problem.ts';

/** Noise of a standard deviation. */
const gaussian = (sigma: number) => ({ law: gaussianNoise, scale: sigma, field: 'sigma' }) as const;
const NOTHING = { ...DIGITS, domain: null, grid: null };

describe('chooseGrid', () => {
  it('takes what the model declares', () => {
    const declared = { ...DIGITS, data: { range: [-3, 3], grid: 0.5 } } as const;
    expect(chooseGrid(gaussian(0.25), declared)).toEqual({ step: 0.0625, low: 0, high: 1, source: 'model' });
  });

  it('begins a declared step at the least value of the data where no domain is declared', () => {
    const problem = { ...DIGITS, domain: null, data: { range: [-0.3, 0.99], grid: null } } as const;
    const { step, low, high, source } = chooseGrid(gaussian(0.25), problem);
    expect([step, low, source]).toEqual([0.0625, -0.3, 'model']);
    expect(high).toBeCloseTo(-0.3 + 21 * 0.0625, 12);
    expect(high).toBeGreaterThanOrEqual(0.99);
  });

  it('halves a step of the data until the noise has room on it', () => {
    const data = { range: [0, 1], grid: 1 } as const;
    expect(chooseGrid(gaussian(0.25), { ...NOTHING, data })).toEqual({
      step: 1 / 128,
      low: 0,
      high: 1,
      source: 'data',
    });
    expect(chooseGrid(gaussian(100), { ...NOTHING, data }).step).toBe(1);
  });

  it('takes the step that the data shows, over the domain or else the data', () => {
    const data = { range: [Math.fround(17 / 255), 1], grid: 1 / 255 } as const;
    expect(chooseGrid(gaussian(0.25), { ...NOTHING, domain: [0, 1], data })).toEqual({
      step: 1 / 255,
      low: 0,
      high: 1,
      source: 'data',
    });
    expect(chooseGrid(gaussian(0.25), { ...NOTHING, data })).toEqual({
      step: 1 / 255,
      low: 17 / 255,
      high: 1,
      source: 'data',
    });
  });

  it('chooses a power of two near sigma/1024 where there is none', () => {
    const data = { range: [-1.3, 2.1], grid: null } as const;
    const { step, low, high, source } = chooseGrid(gaussian(0.25), { ...NOTHING, data });
    expect([step, source]).toEqual([2 ** -12, 'chosen']);
    expect(low).toBeLessThanOrEqual(-1.3);
    expect(high).toBeGreaterThanOrEqual(2.1);
    expect(Number.isInteger(low / step) && Number.isInteger(high / step)).toBe(true);
  });

  it('leaves a step of the data that is too fine for the table', () => {
    const data = { range: [0, 1], grid: 2 ** -16 } as const;
    expect(chooseGrid(gaussian(0.5), { ...NOTHING, data })).toEqual({
      step: 2 ** -11,
      low: 0,
      high: 1,
      source: 'chosen',
    });
  });

  it('chooses a wider step over a wide range', () => {
    const grid = chooseGrid(gaussian(0.25), { ...NOTHING, data: { range: [0, 255], grid: null } });
    expect(grid.step).toBe(2 ** -11);
    expect(gridObstacles(gaussian(0.25), grid)).toEqual([]);
  });

  it('makes a grid of one value for constant data', () => {
    const grid = chooseGrid(gaussian(0.25), { ...NOTHING, data: { range: [0, 0], grid: null } });
    expect(grid).toEqual({ step: 2 ** -12, low: 0, high: 0, source: 'chosen' });
    expect(gridObstacles(gaussian(0.25), grid)).toEqual([]);
  });
});

describe('declarationObstacles', () => {
  it('accepts a step within the rounding of a float32', () => {
    expect(declarationObstacles({ domain: [0, 1], grid: 1 / 255 })).toEqual([]);
    expect(declarationObstacles({ domain: [0, 1], grid: Math.fround(1 / 255) })).toEqual([]);
    expect(declarationObstacles({ domain: [-1, 1], grid: 0.25 })).toEqual([]);
    expect(declarationObstacles({ domain: null, grid: 0.3 })).toEqual([]);
  });

  it('says both numbers and a step that would do', () => {
    const [obstacle] = declarationObstacles({ domain: [0, 1], grid: 0.3 });
    expect(obstacle).toMatchObject({ code: 'grid_mismatch' });
    expect(obstacle!.message).toContain('[0, 1]');
    expect(obstacle!.message).toContain('0.3 ');
    expect(obstacle!.message).toContain(String(1 / 3));
  });
});

describe('gridObstacles', () => {
  const pixels = { step: 1 / 255, low: 0, high: 1 };
  it.each([
    ['fits', 0.25, pixels, []],
    ['noise beyond the table', 20, pixels, ['sigma_too_large']],
    ['noise lost in a step', 0.0005, pixels, ['sigma_too_small']],
    ['a grid of too many values', 0.25, { step: 1e-3, low: 0, high: 1e6 }, ['grid_too_fine']],
    ['values beyond float32', 1e38, { step: 1e38, low: 0, high: 3e38 }, ['sigma_too_large']],
    ['both too fine', 1, { step: 1e-9, low: 0, high: 1 }, ['grid_too_fine', 'sigma_too_large']],
  ] as const)('%s', (_, sigma, grid, codes) => {
    expect(gridObstacles(gaussian(sigma), grid).map(({ code }) => code)).toEqual(codes);
  });

  it.each([1e-300, 5e-324, 1e300, 1e30])('has an answer for sigma = %d on any data', (sigma) => {
    for (const range of [
      [0, 1],
      [-3e38, 3e38],
      [1e38, 1e38],
      [0, 0],
    ] as const) {
      const grid = chooseGrid(gaussian(sigma), { ...NOTHING, data: { range, grid: null } });
      const obstacles = gridObstacles(gaussian(sigma), grid);
      if (obstacles.length === 0) expect([grid.low, grid.high].every(Number.isFinite)).toBe(true);
    }
  });
});
