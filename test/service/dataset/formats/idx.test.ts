import { describe, expect, it } from 'vitest';
import { elements } from '../../../../src/service/dataset/array.ts';
import { idx } from '../../../../src/service/dataset/formats/idx.ts';
import { DATASET_LIMITS } from '../../../../src/service/dataset/limits.ts';
import { base64, codesOf, declaration, faultsOf, golden, upload } from '../uploads.ts';

const read = (bytes: Uint8Array, labels?: Uint8Array, layout: 'NCHW' | 'NHWC' = 'NCHW') =>
  idx.read(upload(bytes, labels), declaration({ layout }), DATASET_LIMITS);

const header = (type: number, dims: readonly number[], body = 0): Uint8Array => {
  const bytes = Buffer.alloc(4 + 4 * dims.length + body);
  bytes.set([0, 0, type, dims.length]);
  dims.forEach((length, axis) => bytes.writeUInt32BE(length, 4 + 4 * axis));
  return bytes;
};

describe('idx', () => {
  it('reads images as planes of one channel, and their labels', () => {
    const samples = read(base64(golden.idx.planes), base64(golden.idx.labels), 'NHWC');
    expect(samples).toMatchObject({ shape: [1, 3, 4], layout: 'NCHW' });
    expect([...elements(samples.values, 0, 6)]).toEqual(golden.idx.values);
    expect([...elements(samples.labels!, 0, 6)]).toEqual(golden.images.labels);
  });

  it.each(golden.idx.typed)('reads big-endian $type', ({ idx: text, type, values }) => {
    const samples = read(base64(text));
    expect(samples).toMatchObject({ shape: [8], labels: null, values: { type } });
    expect([...elements(samples.values, 0, 3)]).toEqual(values);
  });

  it('keeps the declared layout of images with channels', () => {
    expect(read(header(8, [1, 2, 2, 3], 12), undefined, 'NHWC')).toMatchObject({
      shape: [2, 2, 3],
      layout: 'NHWC',
    });
  });

  it('says both sides when the header lies about the size', () => {
    expect(faultsOf(() => read(header(8, [60000, 28, 28], 100)))).toEqual([
      {
        code: 'size_disagrees',
        message:
          'the samples: the header states uint8 [60000, 28, 28], that is 47040000 bytes; 100 bytes follow it',
        pointer: '/file',
      },
    ]);
    const overflowing = Array.from({ length: 8 }, () => 0xffffffff);
    expect(codesOf(() => read(header(0x0e, overflowing, 4)))).toEqual(['size_disagrees']);
    expect(codesOf(() => read(header(8, [2, 2], 5)))).toEqual(['size_disagrees']);
  });

  it.each([
    ['an unknown type', header(0x0a, [1], 1)],
    ['no axes', header(8, [])],
    [
      'too many axes',
      header(
        8,
        Array.from({ length: 9 }, () => 1),
        1,
      ),
    ],
    ['a header cut short', header(8, [1, 1]).subarray(0, 9)],
    ['other bytes', new TextEncoder().encode('hello')],
  ])('refuses %s', (_, bytes) => {
    expect(codesOf(() => read(bytes))).toEqual(['idx_malformed']);
  });

  it('tells the faults of both parts at once', () => {
    const faults = faultsOf(() => read(header(8, [3, 3], 1), header(8, [3], 2)));
    expect(faults.map(({ pointer }) => pointer)).toEqual(['/file', '/labels']);
  });
});
