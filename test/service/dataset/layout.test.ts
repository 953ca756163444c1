import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { channelsFirst, fromChannelsFirst, toChannelsFirst } from '../../../src/service/dataset/layout.ts';
import { golden } from './uploads.ts';

const { images } = golden;

describe('toChannelsFirst', () => {
  it('transposes as numpy does, whatever holds the values', () => {
    expect(channelsFirst(images.shape, 'NHWC')).toEqual([2, 3, 4]);
    const bytes = Buffer.from(images.values);
    expect([...toChannelsFirst(bytes, images.shape, 'NHWC')]).toEqual(images.channels_first);
    expect([...bytes]).toEqual(images.values);
    const floats = Float32Array.from(images.values);
    expect([...toChannelsFirst(floats, images.shape, 'NHWC')]).toEqual(images.channels_first);
  });

  it.each([[[8]], [[2, 4]]])('leaves %j alone: it has no channel axis', (shape) => {
    const values = new Uint8Array(8);
    expect(channelsFirst(shape, 'NHWC')).toBe(shape);
    expect(toChannelsFirst(values, shape, 'NHWC')).toBe(values);
    expect(fromChannelsFirst(values, shape, 'NHWC')).toBe(values);
  });

  it('leaves channels first alone', () => {
    const values = new Uint8Array(8);
    expect(toChannelsFirst(values, [2, 2, 2], 'NCHW')).toBe(values);
    expect(channelsFirst([2, 3, 4], 'NCHW')).toEqual([2, 3, 4]);
  });

  it('is undone by fromChannelsFirst', () => {
    const axis = fc.integer({ min: 1, max: 4 });
    fc.assert(
      fc.property(axis, axis, axis, axis, (n, h, w, c) => {
        const values = Float32Array.from({ length: n * h * w * c }, (_, i) => i);
        const there = toChannelsFirst(values, [h, w, c], 'NHWC');
        expect(fromChannelsFirst(there, [h, w, c], 'NHWC')).toEqual(values);
      }),
    );
  });
});
