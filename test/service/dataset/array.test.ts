import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { elements, type NumericArray } from '../../../src/service/dataset/array.ts';
import { readNpy } from '../../../src/service/dataset/formats/npy.ts';
import { base64, golden } from './uploads.ts';

const read = (npy: string) => readNpy(base64(npy), 'array', '/file');

describe('elements', () => {
  it.each(golden.arrays)('reads $name as numpy wrote it', ({ npy, type, dims, values }) => {
    const array = read(npy);
    expect(array).toMatchObject({ type, dims });
    expect([...elements(array, 0, dims[0]!)]).toEqual(values);
  });

  it.each(golden.arrays)('reads one row of $name', ({ npy, dims, values }) => {
    const size = values.length / dims[0]!;
    expect([...elements(read(npy), 1, 1)]).toEqual(values.slice(size, 2 * size));
  });

  it('reads halves: subnormal, largest and not finite', () => {
    const found = [...elements(read(golden.halves.npy), 0, 1)];
    const expected = golden.halves.values.map((text) => Number(text.replace('inf', 'Infinity')));
    expect(found).toEqual(expected);
  });

  it('rounds 64-bit integers to the nearest float64', () => {
    expect([...elements(read(golden.longs.npy), 0, 1)]).toEqual(golden.longs.values);
  });

  it('does not write to the file when it turns the bytes round', () => {
    const bytes = new Uint8Array([0, 1, 0, 2]);
    const array: NumericArray = {
      type: 'uint16',
      dims: [2],
      bytes,
      bigEndian: true,
      fortran: false,
      pitch: null,
    };
    expect([...elements(array, 0, 2)]).toEqual([1, 2]);
    expect([...bytes]).toEqual([0, 1, 0, 2]);
  });

  it('reads rows that lie apart', () => {
    const bytes = new Uint8Array([1, 2, 99, 3, 4, 99, 5, 6]);
    const apart = {
      type: 'uint8',
      dims: [3, 2],
      bytes,
      bigEndian: false,
      fortran: false,
      pitch: 3,
    } as const;
    expect([...elements(apart, 1, 2)]).toEqual([3, 4, 5, 6]);
  });

  it('reads a column-major array of any shape as its row-major twin', () => {
    const shapes = fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(shapes, (dims) => {
        const total = dims.reduce((all, one) => all * one, 1);
        const columnMajor = new Uint8Array(total);
        for (let i = 0; i < total; i++) columnMajor[columnMajorPlace(i, dims)] = i;
        const stored = { type: 'uint8', bigEndian: false, pitch: null } as const;
        const found = elements({ ...stored, dims, bytes: columnMajor, fortran: true }, 0, dims[0]!);
        expect([...found]).toEqual(Array.from({ length: total }, (_, i) => i % 256));
      }),
    );
  });
});

/** Where the element at row-major place `i` lies column-major. */
function columnMajorPlace(i: number, dims: readonly number[]): number {
  const index = dims.map(
    (length, axis) => Math.floor(i / dims.slice(axis + 1).reduce((a, b) => a * b, 1)) % length,
  );
  return index.reduceRight((at, one, axis) => at * dims[axis]! + one, 0);
}
