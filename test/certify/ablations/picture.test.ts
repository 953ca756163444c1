import { describe, expect, it } from 'vitest';
import { pictureOf, pixelsOf, place } from '../../../src/certify/ablations/picture.ts';

describe('pictureOf', () => {
  it.each([
    [[3, 32, 40], 'NCHW', { channels: 3, height: 32, width: 40, channelsLast: false }],
    [[32, 40, 3], 'NHWC', { channels: 3, height: 32, width: 40, channelsLast: true }],
    [[28, 30], 'NCHW', { channels: 1, height: 28, width: 30, channelsLast: false }],
    [[784], 'NCHW', { channels: 1, height: 1, width: 784, channelsLast: false }],
    [[2, 3, 4, 5], 'NHWC', { channels: 1, height: 1, width: 120, channelsLast: false }],
    [[], 'NCHW', { channels: 1, height: 1, width: 1, channelsLast: false }],
  ] as const)('of %j in %s', (shape, layout, expected) => {
    expect(pictureOf(shape, layout)).toEqual(expected);
  });

  it.each([pictureOf([3, 4, 5]), pictureOf([4, 5, 3], 'NHWC')])('gives every value one place', (picture) => {
    expect(pixelsOf(picture)).toBe(20);
    const places = new Set<number>();
    for (let pixel = 0; pixel < 20; pixel++)
      for (let channel = 0; channel < 3; channel++) places.add(place(picture, pixel, channel));
    expect([...places].sort((a, b) => a - b)).toEqual(Array.from({ length: 60 }, (_, i) => i));
    // row 2, column 3, channel 1
    expect(place(picture, 13, 1)).toBe(picture.channelsLast ? (2 * 5 + 3) * 3 + 1 : 20 + 2 * 5 + 3);
  });
});
