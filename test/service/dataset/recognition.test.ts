import { describe, expect, it } from 'vitest';
import type { Format } from '../../../src/service/dataset/dataset.ts';
import { recognise } from '../../../src/service/dataset/recognition.ts';
import { base64, faultsOf, golden, upload } from './uploads.ts';

const archive = base64(golden.images.stored);
const faultOf = (bytes: Uint8Array, format: Format | null = null) =>
  faultsOf(() => recognise(upload(bytes), { format }))[0]!;

describe('recognise', () => {
  it('goes by the bytes', () => {
    expect(recognise(upload(archive), { format: null }).name).toBe('npz');
    expect(recognise(upload(base64(golden.images.npy)), { format: null }).name).toBe('npy');
  });

  it('takes the declared format when the bytes may be in it', () => {
    const both = new Uint8Array(3073);
    both.set([0, 0, 8, 1]);
    expect(recognise(upload(both), { format: null }).name).toBe('idx');
    expect(recognise(upload(both), { format: 'cifar10' }).name).toBe('cifar10');
  });

  it('leaves bytes that nothing recognises to the declared format', () => {
    expect(recognise(upload(new Uint8Array([1, 2])), { format: 'cifar10' }).name).toBe('cifar10');
  });

  it('says both sides when the bytes are plainly in another format', () => {
    expect(faultOf(archive, 'idx')).toEqual({
      code: 'format_disagrees',
      message: 'declared is idx, an IDX file; the bytes are a zip archive (.npz) (npz)',
      pointer: '/metadata/format',
    });
  });

  it.each([
    ['pickle', [0x80, 4, 0x95], 'never opened'],
    ['PNG', [0x89, 0x50, 0x4e, 0x47], 'PNG image'],
    ['JSON list', [0x5b, 0x5d], '{"inputs": […]}'],
    ['anything', [1, 2, 3, 4, 5, 6, 7, 8, 9], 'they begin with 0102030405060708'],
  ])('tells what a %s is instead', (_, bytes, why) => {
    const fault = faultOf(Uint8Array.from(bytes));
    expect(fault.code).toBe('format_unrecognised');
    expect(fault.message).toContain('none of the formats npz, npy, idx, cifar10, json: they ');
    expect(fault.message).toContain(why);
  });

  it('knows a tar archive', () => {
    const tar = Buffer.alloc(1024);
    tar.write('cifar-10-batches-bin/', 0);
    tar.write('ustar', 257);
    expect(faultOf(tar).message).toContain('tar archive; upload the file inside');
  });
});
