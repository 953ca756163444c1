import { describe, expect, it } from 'vitest';
import { elements } from '../../../../src/service/dataset/array.ts';
import { npy, readNpy } from '../../../../src/service/dataset/formats/npy.ts';
import { DATASET_LIMITS } from '../../../../src/service/dataset/limits.ts';
import { base64, codesOf, declaration, faultsOf, golden, npyBytes, npyOf, upload } from '../uploads.ts';

const read = (bytes: Uint8Array, labels?: Uint8Array) =>
  npy.read(upload(bytes, labels), declaration({ layout: 'NHWC' }), DATASET_LIMITS);

describe('npy', () => {
  it('reads samples and labels', () => {
    const samples = read(base64(golden.images.npy), base64(golden.images.labels_npy));
    expect(samples).toMatchObject({ shape: golden.images.shape, layout: 'NHWC' });
    expect([...elements(samples.values, 0, 6)]).toEqual(golden.images.values);
    expect([...elements(samples.labels!, 0, 6)]).toEqual(golden.images.labels);
  });

  it.each(Object.entries(golden.versions))('reads version %s of the format', (_, text) => {
    expect([...elements(readNpy(base64(text), 'array', '/file'), 0, 2)]).toEqual([0, 1, 2, 3, 4, 5]);
  });

  it.each(Object.entries(golden.refused))('refuses %s arrays as numpy writes them', (_, text) => {
    expect(codesOf(() => read(base64(text)))).toEqual(['dtype_unsupported']);
  });

  it('says both sides when the header lies about the size', () => {
    const bytes = npyOf('<f4', [1000, 1000, 1000, 1000], new Float32Array(4));
    expect(faultsOf(() => read(bytes))).toEqual([
      {
        code: 'size_disagrees',
        message:
          'the samples: the header states float32 [1000, 1000, 1000, 1000], that is 4000000000000 bytes; 16 bytes follow it',
        pointer: '/file',
      },
    ]);
  });

  it.each([
    ['overflows', Array.from({ length: 40 }, () => 2 ** 40)],
    ['is zero times infinity', [...Array.from({ length: 40 }, () => 2 ** 40), 0]],
    ['is short by one', [3]],
    ['is long by one', [5]],
  ])('refuses a size that %s', (_, dims) => {
    expect(codesOf(() => read(npyOf('|u1', dims, new Uint8Array(4))))).toEqual(['size_disagrees']);
  });

  it('refuses every proper beginning of a file', () => {
    const whole = base64(golden.versions['2']!);
    for (let length = 1; length < whole.length; length++) {
      expect(codesOf(() => read(whole.subarray(0, length)))).toHaveLength(1);
    }
  });

  it('says when the file ends within its header', () => {
    const [fault] = faultsOf(() => read(base64(golden.versions['1']!).subarray(0, 100)));
    expect(fault!.message).toBe('the samples: the header states a length of 118, but the file ends before');
  });

  it('refuses a header longer than numpy would read, and an unknown version', () => {
    const [long] = faultsOf(() => read(npyBytes(' '.repeat(20_000))));
    expect(long!.message).toContain('a length of 20000; at most 10000');
    const future = base64(golden.versions['1']!);
    future[6] = 9;
    expect(faultsOf(() => read(future))[0]!.message).toContain('version 9.0');
  });

  it('tells the faults of both parts at once', () => {
    const faults = faultsOf(() => read(base64(golden.refused['object']!), base64(golden.idx.labels)));
    expect(faults.map(({ code, pointer }) => [code, pointer])).toEqual([
      ['dtype_unsupported', '/file'],
      ['npy_malformed', '/labels'],
    ]);
  });
});
