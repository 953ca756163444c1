import { describe, expect, it } from 'vitest';
import { isImage, lookOf } from '../../../src/service/report/picture.ts';

const values = (length: number, at: (i: number) => number) => Float32Array.from({ length }, (_, i) => at(i));
const UNIT = [0, 1] as const;

describe('what a sample looks like', () => {
  it('is its pixels, from black at the lower end to white at the upper one', () => {
    const look = lookOf(Float32Array.of(-1, 0, 1, 3, 2, 5), [1, 2, 3], [-1, 3]);
    expect(look).toEqual({
      kind: 'picture',
      width: 3,
      height: 2,
      channels: 1,
      pixels: Uint8Array.of(0, 64, 128, 255, 191, 255),
      note: null,
    });
  });

  it('has its three planes as colours, pixel by pixel', () => {
    const look = lookOf(
      values(12, (i) => (i < 4 ? 1 : i < 8 ? 0 : 0.5)),
      [3, 2, 2],
      UNIT,
    );
    expect(look).toMatchObject({ channels: 3, width: 2, height: 2, note: null });
    expect(look.kind === 'picture' && [...look.pixels]).toEqual([
      255, 0, 128, 255, 0, 128, 255, 0, 128, 255, 0, 128,
    ]);
  });

  it('is the mean of planes that are not colours', () => {
    const look = lookOf(
      values(8, (i) => (i < 4 ? 1 : 0)),
      [2, 2, 2],
      UNIT,
    );
    expect(look).toMatchObject({
      channels: 1,
      pixels: Uint8Array.of(128, 128, 128, 128),
      note: 'mean of 2 planes',
    });
  });

  it('is made smaller by the mean of whole blocks, those at the edge from what there is', () => {
    const look = lookOf(
      values(200 * 97, (i) => (i % 97 === 96 ? 1 : 0)),
      [1, 200, 97],
      UNIT,
    );
    expect(look).toMatchObject({ width: 33, height: 67, note: '3 × 3 values to a pixel' });
    const last = look.kind === 'picture' ? look.pixels.subarray(0, 33) : [];
    expect([...last].slice(31)).toEqual([0, 255]);
  });

  it('is a list of numbers where there are few, and drawn in rows where there are many', () => {
    expect(lookOf(Float32Array.of(1, 2), [2], UNIT)).toEqual({ kind: 'features', values: [1, 2], of: 2 });
    expect(
      lookOf(
        values(50, () => 0.5),
        [50],
        UNIT,
      ),
    ).toMatchObject({
      width: 8,
      height: 7,
      note: 'values in their order, 8 to a row',
    });
    expect(
      lookOf(
        values(64, () => 0.5),
        [1, 64, 1],
        UNIT,
      ),
    ).toMatchObject({ width: 8, height: 8 });
  });

  it('is grey where all values are one', () => {
    expect(
      lookOf(
        values(4, () => 7),
        [1, 2, 2],
        [7, 7],
      ),
    ).toMatchObject({ pixels: Uint8Array.of(127, 127, 127, 127) });
  });
});

it.each([
  [[1, 8, 8], true],
  [[3, 32, 32], true],
  [[2, 8, 8], false],
  [[8, 8], false],
  [[64], false],
  [[3, 1, 64], false],
])('says whether samples of shape %j are images: %s', (shape, image) => {
  expect(isImage(shape)).toBe(image);
});
