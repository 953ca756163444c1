import { describe, expect, it } from 'vitest';
import {
  absenceObstacles,
  absentValue,
  encodedShape,
  present,
  shown,
  type Absence,
} from '../../../src/certify/ablations/absence.ts';
import { pictureOf } from '../../../src/certify/ablations/picture.ts';

const CHANNELS: Absence = { kind: 'channels' };
const GREY: Absence = { kind: 'value', value: 0.5 };
const values = Float32Array.of(0, 0.25, 0.5, 1);

describe('present', () => {
  it('puts 1 − x in channels behind the others', () => {
    const picture = pictureOf([2, 1, 2]);
    expect([...present(CHANNELS, picture, values)]).toEqual([0, 0.25, 0.5, 1, 1, 0.75, 0.5, 0]);
    expect(shown(CHANNELS, picture).channels).toBe(4);
  });

  it('does so for every pixel where channels come last', () => {
    const picture = pictureOf([1, 2, 2], 'NHWC');
    expect([...present(CHANNELS, picture, values)]).toEqual([0, 0.25, 1, 0.75, 0.5, 1, 0.5, 0]);
  });

  it('leaves a sample alone where absent pixels have a value', () => {
    const picture = pictureOf([1, 2, 2]);
    expect(present(GREY, picture, values)).toEqual(values);
    expect(shown(GREY, picture)).toEqual(picture);
    expect([absentValue(GREY), absentValue(CHANNELS)]).toEqual([0.5, 0]);
  });
});

describe('encodedShape', () => {
  it.each([
    [[3, 8, 9], 'NCHW', [6, 8, 9]],
    [[8, 9, 3], 'NHWC', [8, 9, 6]],
    [[8, 9], 'NCHW', [2, 8, 9]],
    [[72], 'NCHW', [2, 72]],
  ] as const)('of %j in %s', (shape, layout, expected) => {
    expect(encodedShape(CHANNELS, shape, layout)).toEqual(expected);
    expect(encodedShape(GREY, shape, layout)).toEqual(shape);
  });
});

describe('absenceObstacles', () => {
  const range = [0, 1] as const;

  it('has nothing against a model that fits', () => {
    expect(absenceObstacles(CHANNELS, { sample: [3, 8, 8], model: [6, 8, 8], range })).toEqual([]);
    expect(
      absenceObstacles(CHANNELS, { sample: [8, 8, 3], model: [8, 8, 6], layout: 'NHWC', range }),
    ).toEqual([]);
    expect(absenceObstacles(GREY, { sample: [3, 8, 8], model: [3, 8, 8], range: [-1, 4] })).toEqual([]);
  });

  it('says both shapes and the one that is needed', () => {
    const [obstacle] = absenceObstacles(CHANNELS, { sample: [3, 8, 8], model: [3, 8, 8], range });
    expect(obstacle).toMatchObject({ code: 'channel_mismatch', pointer: '/absent' });
    expect(obstacle!.message).toMatch(
      /takes samples of \[3, 8, 8\].*\[3, 8, 8\] would be shown as \[6, 8, 8\]/,
    );
    const [other] = absenceObstacles(GREY, { sample: [3, 8, 8], model: [6, 8, 8], range });
    expect(other!.message).toContain('would be shown as [3, 8, 8]');
  });

  it('needs values in [0, 1] for further channels, and says so along with all else', () => {
    const obstacles = absenceObstacles(CHANNELS, { sample: [1, 8, 8], model: [1, 8, 8], range: [-1, 1] });
    expect(obstacles.map(({ code }) => code)).toEqual(['channel_mismatch', 'range_mismatch']);
    expect(obstacles[1]!.message).toContain('[-1, 1]');
  });

  it.each([
    [0, 255],
    [-0.01, 1],
    [0, 1.001],
  ])('refuses further channels for values in [%d, %d]', (low, high) => {
    const obstacles = absenceObstacles(CHANNELS, { sample: [4], model: [2, 4], range: [low, high] });
    expect(obstacles.map(({ code }) => code)).toEqual(['range_mismatch']);
  });

  it.each([NaN, Infinity, 1e39])('refuses %d for a value', (value) => {
    const obstacles = absenceObstacles({ kind: 'value', value }, { sample: [4], model: [4], range });
    expect(obstacles.map(({ code }) => code)).toEqual(['absent_value_not_finite']);
  });
});
