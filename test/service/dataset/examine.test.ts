import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { DatasetDeclaration } from '../../../src/service/dataset/dataset.ts';
import { HEADER_SIZE } from '../../../src/service/dataset/canonical.ts';
import { examineDataset, examineSamples } from '../../../src/service/dataset/examine.ts';
import { readInputs } from '../../../src/service/dataset/inputs.ts';
import { DATASET_LIMITS } from '../../../src/service/dataset/limits.ts';
import { samplesOf } from './samples.ts';
import { base64, codesOf, declaration, faultsOf, file, golden, npyOf, zipOf } from './uploads.ts';

const { images, idx } = golden;
const digest = (canonical: Iterable<Uint8Array>): string => {
  const hash = createHash('sha256');
  for (const piece of canonical) hash.update(piece);
  return hash.digest('hex');
};
const examine = (bytes: Uint8Array, declared: Partial<DatasetDeclaration> = {}, labels?: Uint8Array) =>
  examineDataset(file(bytes, labels), declaration(declared));

describe('examineDataset', () => {
  it('answers the facts and the canonical form', () => {
    const { facts, canonical } = examine(base64(images.stored), { scale: 1 / 255, layout: 'NHWC' });
    expect(facts).toEqual({
      format: 'npz',
      count: 6,
      shape: [2, 3, 4],
      range: [Math.fround(Math.min(...images.values) / 255), Math.fround(Math.max(...images.values) / 255)],
      grid: 1 / 255,
      labels: { 0: 2, 1: 1, 2: 3 },
    });
    const bytes = Buffer.concat([...canonical]);
    expect([...bytes.subarray(HEADER_SIZE + 6 * 4)]).toEqual(images.channels_first);
  });

  it('knows equal samples by one digest, whatever they were packed in', () => {
    const found = [
      examine(base64(images.stored)),
      examine(base64(images.deflated)),
      examine(base64(images.streamed)),
      examine(base64(images.float_labels)),
      examine(gzipSync(base64(images.npy)), {}, base64(images.labels_npy)),
    ].map(({ canonical }) => digest(canonical));
    expect(new Set(found).size).toBe(1);
    expect(digest(examine(base64(images.stored), { scale: 0.5 }).canonical)).not.toBe(found[0]);
  });

  it('can write the canonical form again', () => {
    const { canonical } = examine(base64(images.deflated));
    expect(digest(canonical)).toBe(digest(canonical));
  });

  it('reads IDX, plain or gzip, alone or with labels', () => {
    const plain = examine(base64(idx.planes), {}, base64(idx.labels));
    const packed = examine(base64(idx.gzip), {}, gzipSync(base64(idx.labels)));
    expect(plain.facts).toMatchObject({ format: 'idx', shape: [1, 3, 4], labels: { 0: 2, 1: 1, 2: 3 } });
    expect(digest(packed.canonical)).toBe(digest(plain.canonical));
    expect(examine(base64(idx.gzip)).facts.labels).toEqual({});
  });

  it('keeps booleans as bytes 0 and 1', () => {
    const { facts, canonical } = examine(npyOf('|b1', [1, 3], Uint8Array.of(0, 1, 7)));
    expect(facts).toMatchObject({ range: [0, 1], grid: 1 });
    expect([...Buffer.concat([...canonical]).subarray(HEADER_SIZE)]).toEqual([0, 1, 1]);
  });

  it('tells at once all that is wrong with values, labels and their number', () => {
    const values = npyOf('<f4', [3, 1], Float32Array.of(NaN, 1, 2));
    const labels = npyOf('<f4', [2], Float32Array.of(0.5, 1));
    expect(codesOf(() => examine(values, {}, labels))).toEqual([
      'value_not_finite',
      'count_disagrees',
      'label_invalid',
    ]);
  });

  it.each([
    ['no samples', [0, 3], 'dataset_empty'],
    ['samples of no values', [3, 0], 'shape_invalid'],
    ['single numbers', [3], 'shape_invalid'],
    ['one number', [], 'shape_invalid'],
    ['too many axes', [1, 1, 1, 1, 1, 1, 1], 'shape_invalid'],
  ])('refuses %s', (_, dims, code) => {
    const length = dims.reduce((all, one) => all * one, 1);
    expect(codesOf(() => examine(npyOf('|u1', dims, new Uint8Array(length))))).toEqual([code]);
  });

  it.each([0, -1, NaN, Infinity, 1e39, 1e-300])('refuses the scale %d', (scale) => {
    expect(codesOf(() => examine(base64(images.stored), { scale }))).toEqual(['scale_invalid']);
  });

  it('refuses one-hot labels and archives with unknown names', () => {
    expect(faultsOf(() => examine(base64(images.one_hot)))).toMatchObject([
      { code: 'labels_shape', pointer: '/file' },
    ]);
    expect(codesOf(() => examine(base64(images.stored), { labels_key: 'z' }))).toEqual(['array_missing']);
  });

  it('points to the part that was sent, and names the array inside', () => {
    const archive = zipOf([
      { name: 'x.npy', content: npyOf('<f4', [2, 1], Float32Array.of(0, NaN)) },
      { name: 'y.npy', content: npyOf('<f4', [2], Float32Array.of(0.5, 1)) },
    ]);
    expect(faultsOf(() => examine(archive))).toMatchObject([
      { pointer: '/file', message: expect.stringMatching(/^array "x": sample 1 holds NaN/) as string },
      {
        pointer: '/file',
        message: expect.stringMatching(/^array "y": sample 0 has the label 0.5/) as string,
      },
    ]);
  });

  it('points into a JSON document where the samples are', () => {
    const document = Buffer.from('{"inputs": [{"data": [1]}, {"data": [1e39]}]}');
    expect(faultsOf(() => examine(document))).toMatchObject([
      { code: 'value_not_finite', pointer: '/file/inputs/1/data' },
    ]);
  });

  it('refuses a bomb in an .npz and in gzip', () => {
    const bomb = gzipSync(npyOf('|u1', [1, 2 ** 26], new Uint8Array(2 ** 26)));
    expect(codesOf(() => examine(bomb))).toEqual(['unpacked_too_large']);
  });
});

describe('examineSamples', () => {
  it('takes the inputs of a job', () => {
    const samples = readInputs(
      { inputs: [{ data: [0.5, 1], label: 1 }] },
      { layout: 'NCHW', root: '', taker: null },
    );
    expect(examineSamples(samples, 'json', 1).facts).toEqual({
      format: 'json',
      count: 1,
      shape: [2],
      range: [0.5, 1],
      grid: 1 / 16,
      labels: { 1: 1 },
    });
  });

  it('holds the limits', () => {
    const samples = samplesOf(new Uint8Array(12), [4], [0, 1, 2]);
    const under = (limits: Partial<typeof DATASET_LIMITS>) => () =>
      examineSamples(samples, 'npy', 1, { ...DATASET_LIMITS, ...limits });
    expect(codesOf(under({ samples: 2, valuesPerSample: 3 }))).toEqual([
      'dataset_too_large',
      'dataset_too_large',
    ]);
    expect(faultsOf(under({ distinctLabels: 2 }))[0]!.message).toBe(
      'there are 3 different labels; at most 2 are accepted',
    );
    expect(under({ samples: 3, valuesPerSample: 4, distinctLabels: 3 })().facts.count).toBe(3);
  });
});
