import { describe, expect, it } from 'vitest';
import { readNpy } from '../../../src/service/dataset/formats/npy.ts';
import { histogram, readLabels } from '../../../src/service/dataset/labels.ts';
import type { Fault } from '../../../src/service/errors.ts';
import { npyOf } from './uploads.ts';

const floats = (values: readonly number[], dims: readonly number[] = [values.length]) =>
  readNpy(npyOf('<f8', dims, Float64Array.from(values)), 'labels', '/labels');
const place = { pointer: '/labels' };
const faultsOf = (values: readonly number[], dims?: readonly number[], count = dims?.[0] ?? values.length) =>
  readLabels(floats(values, dims), count, place) as readonly Fault[];

describe('readLabels', () => {
  it('reads whole numbers of any type, and columns', () => {
    expect(readLabels(floats([3, 0, 999_999]), 3, place)).toEqual(Int32Array.of(3, 0, 999_999));
    expect(readLabels(floats([3, 0], [2, 1, 1]), 2, place)).toEqual(Int32Array.of(3, 0));
    const longs = readNpy(npyOf('>i8', [2], new BigInt64Array([0n, 1n << 56n])), 'labels', '/labels');
    expect(readLabels(longs, 2, place)).toEqual(Int32Array.of(0, 1));
  });

  it.each([[1.5], [-1], [1_000_000], [NaN], [Infinity]])(
    'refuses %d, with its place and the number of others',
    (bad) => {
      expect(faultsOf([0, 1, bad, 2, bad])).toEqual([
        {
          code: 'label_invalid',
          message: `sample 2 has the label ${bad}; labels are whole numbers from 0 to 999999 (and 1 more)`,
          pointer: '/labels',
        },
      ]);
    },
  );

  it('refuses one-hot rows, with a hint', () => {
    const [fault] = faultsOf([1, 0, 0, 1], [2, 2]);
    expect(fault!.code).toBe('labels_shape');
    expect(fault!.message).toContain(
      'the shape [2, 2]; one number a sample is expected. If they are one-hot',
    );
    expect(faultsOf([1], [])[0]!.message).toMatch(/the shape \[\]; one number a sample is expected$/);
  });

  it('says both numbers when they differ, beside what else is wrong', () => {
    expect(faultsOf([0, 1.5], [2], 5).map(({ message }) => message)).toEqual([
      'there are 5 samples and 2 labels',
      'sample 1 has the label 1.5; labels are whole numbers from 0 to 999999',
    ]);
    expect(faultsOf([0, 1.5], [2], 1)).toHaveLength(1);
  });
});

describe('faults of labels', () => {
  it('name the array and point to the part that was sent', () => {
    const inside = { pointer: '/file', prefix: 'array "y": ' };
    const told = (values: readonly number[], dims: readonly number[], count: number) =>
      readLabels(floats(values, dims), count, inside) as readonly Fault[];
    expect([...told([0, 1.5], [2], 5), ...told([1, 0], [1, 2], 1)]).toMatchObject([
      { pointer: '/file', message: 'array "y": there are 5 samples and 2 labels' },
      { pointer: '/file', message: expect.stringMatching(/^array "y": sample 1 has/) as string },
      { pointer: '/file', message: expect.stringMatching(/^array "y": the labels have/) as string },
    ]);
  });

  it('point to each entry where labels lie apart', () => {
    const faults = readLabels(floats([-1, 0, 0.5]), 3, { pointer: '/inputs', field: 'label' });
    expect(faults).toMatchObject([{ pointer: '/inputs/0/label' }, { pointer: '/inputs/2/label' }]);
  });
});

describe('histogram', () => {
  it('counts, labels ascending', () => {
    expect([...histogram(Int32Array.of(10, 2, 10, 2, 2))]).toEqual([
      [2, 3],
      [10, 2],
    ]);
  });
});
