import { describe, expect, it } from 'vitest';
import { GRID_STEPS, survey } from '../../../src/service/dataset/survey.ts';
import { samplesOf } from './samples.ts';

const floats = (values: readonly number[], scale = 1, shape = [1]) =>
  survey(samplesOf(Float32Array.from(values), shape), scale);
const upTo = (steps: number, one: (i: number) => number) =>
  Array.from({ length: steps + 1 }, (_, i) => one(i));

describe('survey', () => {
  it('finds the range of the values that the model is given', () => {
    expect(floats([0.1, -3, 2.5], 2).range).toEqual([-6, 5]);
    expect(survey(samplesOf(Uint8Array.of(3, 255, 7), [1]), 1 / 255).range).toEqual([
      Math.fround(3 / 255),
      1,
    ]);
    expect(Object.is(floats([-0]).range[0], 0)).toBe(true);
  });

  it.each([
    ['15', upTo(15, (i) => i / 15), 1 / 15],
    ['16', upTo(16, (i) => i / 16), 1 / 16],
    ['255', upTo(255, (i) => i / 255), 1 / 255],
    ['256', upTo(256, (i) => i / 256), 1 / 256],
    ['65535', upTo(65535, (i) => i / 65535), 1 / 65535],
    ['one, below zero too', [-2, 0, 1, 300], 1],
    ['none: an ulp beside', [0, 1, Math.fround(0.2) + 2 ** -25], null],
    ['none: pi', [Math.PI], null],
    ['none: too large to tell neighbours apart', [2 ** 24 + 2], null],
  ])('finds the grid of floats that are multiples of 1/%s', (_, values, step) => {
    expect(floats(values).grid).toBe(step);
  });

  it('has its steps coarsest first', () => {
    expect([...GRID_STEPS]).toEqual([...GRID_STEPS].toSorted((a, b) => b - a));
  });

  it('takes the coarsest step that fits every piece', () => {
    const values = new Float32Array(600_000);
    values[599_999] = 1 / 255;
    expect(survey(samplesOf(values, [1]), 1).grid).toBe(1 / 255);
  });

  it('puts whole numbers on the grid of their scale, while float32 tells them apart', () => {
    expect(survey(samplesOf(Int32Array.of(-5, 17), [1]), 0.3).grid).toBe(0.3);
    expect(survey(samplesOf(Int32Array.of(-5, 2 ** 24), [1]), 0.25).grid).toBe(0.25);
    expect(survey(samplesOf(Int32Array.of(-5, 2 ** 24 + 2), [1]), 0.25).grid).toBeNull();
  });

  it('names the first sample that is not finite, and counts the others', () => {
    expect(floats([0, 1, 2, NaN, NaN, 5, -Infinity, 7], 1, [2]).faults).toEqual([
      {
        code: 'value_not_finite',
        message: 'sample 1 holds NaN at value 1; values are finite float32 after scaling (and 2 more)',
        pointer: '/file',
      },
    ]);
  });

  it('counts samples through all pieces', () => {
    const values = new Float32Array(600_000);
    values[599_998] = NaN;
    const [fault] = survey(samplesOf(values, [2]), 1).faults;
    expect(fault!.message).toContain('sample 299999 holds NaN at value 0');
  });

  it('counts what overflows float32 as not finite', () => {
    const inList = { pointer: '/file/inputs', field: 'data' };
    const doubles = samplesOf(Float64Array.of(1e38, 1e39), [1]);
    expect(survey({ ...doubles, places: { ...doubles.places, samples: inList } }, 1).faults[0]).toMatchObject(
      {
        message: expect.stringContaining('sample 1 holds Infinity') as string,
        pointer: '/file/inputs/1/data',
      },
    );
  });
});
