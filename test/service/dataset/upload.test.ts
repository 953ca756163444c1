import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { DATASET_LIMITS } from '../../../src/service/dataset/limits.ts';
import { uploadOf, type Part } from '../../../src/service/dataset/upload.ts';
import { faultsOf, part } from './uploads.ts';

const bytes = new Uint8Array([1, 2, 3]);
const open = (...parts: readonly Part[]) => uploadOf(parts, DATASET_LIMITS);
const faults = (...parts: readonly Part[]) =>
  faultsOf(() => open(...parts)).map(({ code, pointer }) => [code, pointer]);

describe('uploadOf', () => {
  it('takes parts in any order, without gzip', () => {
    const upload = open(part('labels', bytes), part('file', gzipSync(bytes)));
    expect([...upload.file.bytes]).toEqual([1, 2, 3]);
    expect(upload.labels?.bytes).toBe(bytes);
    expect(open(part('file', bytes)).labels).toBeNull();
  });

  it('tells every fault of the parts at once', () => {
    expect(faults()).toEqual([['part_missing', '/file']]);
    expect(faults(part('labels', bytes), part('labels', bytes))).toEqual([
      ['part_repeated', '/labels'],
      ['part_missing', '/file'],
    ]);
    expect(faults(part('file', bytes.subarray(3)), part('labels', bytes.subarray(3)))).toEqual([
      ['part_empty', '/file'],
      ['part_empty', '/labels'],
    ]);
    const broken = gzipSync(bytes).subarray(0, 15);
    expect(faults(part('file', broken), part('labels', broken))).toEqual([
      ['gzip_malformed', '/file'],
      ['gzip_malformed', '/labels'],
    ]);
  });
});
