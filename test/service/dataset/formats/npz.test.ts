import { describe, expect, it } from 'vitest';
import { elements } from '../../../../src/service/dataset/array.ts';
import type { DatasetDeclaration } from '../../../../src/service/dataset/dataset.ts';
import { npz } from '../../../../src/service/dataset/formats/npz.ts';
import { DATASET_LIMITS } from '../../../../src/service/dataset/limits.ts';
import { base64, declaration, faultsOf, golden, npyOf, upload, zipOf } from '../uploads.ts';

const read = (bytes: Uint8Array, declared: Partial<DatasetDeclaration> = {}, labels?: Uint8Array) =>
  npz.read(upload(bytes, labels), declaration(declared), DATASET_LIMITS);

describe('npz', () => {
  it.each([
    'stored',
    'deflated',
    'positional',
    'streamed',
    'keras',
    'column_labels',
    'float_labels',
  ] as const)('reads an archive of the kind: %s', (kind) => {
    const samples = read(base64(golden.images[kind]), { layout: 'NHWC' });
    expect(samples).toMatchObject({ shape: golden.images.shape, layout: 'NHWC' });
    expect([...elements(samples.values, 0, 6)]).toEqual(golden.images.values);
    expect([...elements(samples.labels!, 0, 6)]).toEqual(golden.images.labels);
  });

  it('reads a single array as samples without labels', () => {
    expect(read(base64(golden.images.alone)).labels).toBeNull();
  });

  it('reads the arrays that are declared', () => {
    const samples = read(base64(golden.images.keras), { samples_key: 'x_train', labels_key: 'y_train' });
    expect([...elements(samples.labels!, 0, 2)]).toEqual(golden.images.labels.slice(0, 2));
  });

  it('names the array that cannot be read, and reports both', () => {
    const archive = zipOf([
      { name: 'x.npy', content: base64(golden.refused['object']!) },
      { name: 'y.npy', content: npyOf('|u1', [5], new Uint8Array(4)) },
    ]);
    const faults = faultsOf(() => read(archive));
    expect(faults.map(({ code }) => code)).toEqual(['dtype_unsupported', 'size_disagrees']);
    expect(faults.map(({ message }) => message.slice(0, 9))).toEqual(['array "x"', 'array "y"']);
  });

  it('never unpacks what it does not need', () => {
    const bomb = { name: 'extra.npy', content: new Uint8Array(8), lies: { unpacked: 2 ** 31 } };
    const x = { name: 'x.npy', content: npyOf('|u1', [2, 2], new Uint8Array(4)) };
    const y = { name: 'y.npy', content: npyOf('|u1', [2], new Uint8Array(2)) };
    expect(read(zipOf([bomb, x, y])).values.dims).toEqual([2, 2]);
  });

  it('refuses a part of labels, and what is no archive', () => {
    const labels = base64(golden.images.labels_npy);
    expect(faultsOf(() => read(base64(golden.images.stored), {}, labels))[0]!.code).toBe('part_unexpected');
    expect(faultsOf(() => read(labels))[0]!.code).toBe('archive_malformed');
  });

  it('says what the archive of a PyTorch model is not', () => {
    const model = zipOf([{ name: 'archive/data.pkl', content: new Uint8Array(8) }]);
    expect(faultsOf(() => read(model))[0]!.message).toContain('It holds no array');
  });
});
