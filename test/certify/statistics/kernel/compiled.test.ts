import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { gridSteps, type Grid } from '../../../../src/certify/statistics/grid.ts';
import { CompiledKernel } from '../../../../src/certify/statistics/kernel/compiled.ts';
import type { Recipe } from '../../../../src/certify/statistics/kernel/kernel.ts';
import { PlainKernel } from '../../../../src/certify/statistics/kernel/plain.ts';
import { Keystream, STAGES } from '../../../../src/certify/statistics/keystream.ts';
import { tableOf } from '../../../../src/certify/statistics/noise-table.ts';
import { NOISES } from '../../../../src/certify/statistics/noises/index.ts';
import { key } from '../../numbers.ts';

const EIGHT_BIT = { step: 1 / 255, low: 0, high: 1 };

function recipeOf(law: keyof typeof NOISES, scale: number, grid: Grid, dimensions: number): Recipe {
  const noise = NOISES[law];
  const table = tableOf(() => noise.thresholds(scale, grid.step), noise.reach(scale, grid.step));
  return { table, grid, clip: noise.clip(scale, grid.step), dimensions, keystream: new Keystream(key(3)) };
}

function compiled(recipe: Recipe): CompiledKernel {
  const kernel = CompiledKernel.make(recipe);
  if (!kernel) throw new Error('the kernel could not be made here');
  return kernel;
}

const bitsOf = (values: Float32Array) => Buffer.from(values.buffer, values.byteOffset, values.byteLength);
const placesOf = ({ grid, dimensions }: Recipe, from = 0) =>
  Int32Array.from({ length: dimensions }, (_, j) => (from + 31 * j) % (gridSteps(grid) + 1));
const drawsFrom = (draw: number) => ({ stage: STAGES.estimation, sample: 2 ** 40 + 9, draw });

/** Both kernels' rows, from the draw on. */
function both(recipe: Recipe, rows: number, draw: number): readonly [Buffer, Buffer] {
  const places = placesOf(recipe, draw);
  const [plain, made] = [new PlainKernel(recipe), compiled(recipe)].map((kernel) => {
    const out = new Float32Array(rows * recipe.dimensions);
    kernel.fill(out, places, drawsFrom(draw));
    return bitsOf(out);
  });
  return [plain!, made!];
}

describe('the compiled kernel makes the bits of the plain one', () => {
  it.each(
    (Object.keys(NOISES) as (keyof typeof NOISES)[]).flatMap((law) =>
      [0.12, 0.5, 1].map((scale) => [law, scale] as const),
    ),
  )('%s noise of %d on 8-bit images', (law, scale) => {
    const [plain, made] = both(recipeOf(law, scale, EIGHT_BIT, 784), 64, 12_800);
    expect(made.equals(plain)).toBe(true);
  });

  it('on any grid, for any number of coordinates, from any draw', () => {
    const grids = fc.record({
      step: fc.double({ min: 1e-3, max: 10, noNaN: true }),
      low: fc.double({ min: -5, max: 5, noNaN: true }),
      steps: fc.integer({ min: 1, max: 5000 }),
    });
    fc.assert(
      fc.property(
        fc.constantFrom(...(Object.keys(NOISES) as (keyof typeof NOISES)[])),
        grids,
        fc.double({ min: 0.2, max: 300, noNaN: true }),
        fc.integer({ min: 1, max: 70 }),
        fc.integer({ min: 0, max: 2 ** 45 }),
        (law, { step, low, steps }, spread, dimensions, draw) => {
          const grid = { step, low, high: low + steps * step };
          const recipe = recipeOf(law, spread * step, grid, dimensions);
          const [plain, made] = both(recipe, 9, draw);
          expect(made.equals(plain)).toBe(true);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('where nearly every draw is left open', () => {
    const recipe = recipeOf('uniform', 32_000, { step: 1, low: 0, high: 9 }, 1021);
    const [plain, made] = both(recipe, 40, 5);
    expect(made.equals(plain)).toBe(true);
  });

  it('where a row is longer than what is asked of the keystream at once', () => {
    const [plain, made] = both(recipeOf('gaussian', 0.5, EIGHT_BIT, 30_001), 3, 7);
    expect(made.equals(plain)).toBe(true);
  });
});

describe('fill', () => {
  const recipe = recipeOf('laplace', 0.3, EIGHT_BIT, 13);
  const places = placesOf(recipe);

  it('goes on from one call to the next', () => {
    const whole = new Float32Array(50 * 13);
    new PlainKernel(recipe).fill(whole, places, drawsFrom(40));
    const parts = new Float32Array(50 * 13);
    const kernel = compiled(recipe);
    for (const [from, to] of [
      [0, 1],
      [1, 18],
      [18, 18],
      [18, 50],
    ] as const)
      kernel.fill(parts.subarray(from * 13, to * 13), places, drawsFrom(40 + from));
    expect(bitsOf(parts).equals(bitsOf(whole))).toBe(true);
  });

  it('writes nothing beside the rows', () => {
    const rows = new Float32Array(5 * 13).fill(7);
    compiled(recipe).fill(rows.subarray(13, 4 * 13), places, drawsFrom(1));
    expect([...rows.subarray(0, 13), ...rows.subarray(4 * 13)].every((value) => value === 7)).toBe(true);
  });
});

describe('make', () => {
  it('answers null where no memory is so large', () => {
    expect(CompiledKernel.make(recipeOf('gaussian', 0.5, EIGHT_BIT, 2 ** 27))).toBeNull();
  });
});
