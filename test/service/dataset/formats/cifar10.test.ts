import { describe, expect, it } from 'vitest';
import { elements } from '../../../../src/service/dataset/array.ts';
import { cifar10 } from '../../../../src/service/dataset/formats/cifar10.ts';
import { DATASET_LIMITS } from '../../../../src/service/dataset/limits.ts';
import { codesOf, declaration, faultsOf, upload } from '../uploads.ts';

/** Record i: label i, then the values i, i + 1, … */
const records = (count: number): Uint8Array => {
  const bytes = new Uint8Array(count * 3073);
  for (let i = 0; i < count; i++) {
    bytes[i * 3073] = i;
    for (let k = 0; k < 3072; k++) bytes[i * 3073 + 1 + k] = i + k;
  }
  return bytes;
};

const read = (bytes: Uint8Array, labels?: Uint8Array, layout: 'NCHW' | 'NHWC' = 'NCHW') =>
  cifar10.read(upload(bytes, labels), declaration({ layout }), DATASET_LIMITS);

describe('cifar10', () => {
  it('reads labels and channels-first images', () => {
    const samples = read(records(10));
    expect(samples).toMatchObject({ shape: [3, 32, 32], layout: 'NCHW' });
    expect([...elements(samples.labels!, 0, 10)]).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    const last = elements(samples.values, 9, 1);
    expect(last).toHaveLength(3072);
    expect([last[0], last[1], last[3071]]).toEqual([9, 10, (9 + 3071) % 256]);
  });

  it('recognises whole records with labels below ten', () => {
    expect(cifar10.recognises(upload(records(3)))).toBe(true);
    expect(cifar10.recognises(upload(records(3).subarray(1)))).toBe(false);
    expect(cifar10.recognises(upload(records(11)))).toBe(false);
  });

  it('refuses a part of a record', () => {
    const [fault] = faultsOf(() => read(records(2).subarray(0, 6000)));
    expect(fault!.message).toContain('6000 bytes are not a whole number of records of 3073 bytes');
  });

  it('names the first record whose label is no class, and counts the others', () => {
    const [fault] = faultsOf(() => read(records(13)));
    expect(fault).toEqual({
      code: 'cifar10_malformed',
      message: 'record 10 has the label 10 (and 2 more records); labels are below 10',
      pointer: '/file',
    });
  });

  it('tells everything that does not belong to it at once', () => {
    expect(codesOf(() => read(records(11), new Uint8Array(1), 'NHWC'))).toEqual([
      'part_unexpected',
      'layout_disagrees',
      'cifar10_malformed',
    ]);
  });
});
