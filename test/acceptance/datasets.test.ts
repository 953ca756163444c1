import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  decodeLabel,
  decodeSample,
  labelRange,
  readHeader,
  sampleRange,
} from '../../src/service/dataset/canonical.ts';
import type { DatasetDeclaration } from '../../src/service/dataset/dataset.ts';
import { examineDataset } from '../../src/service/dataset/examine.ts';

const folder = join(import.meta.dirname, '../../../shared/data');

function examine(declared: Partial<DatasetDeclaration>, file: string, labels?: string) {
  const part = (name: 'file' | 'labels', path: string) => ({
    part: name,
    filename: null,
    bytes: readFileSync(join(folder, path)),
  });
  const parts = [part('file', file), ...(labels ? [part('labels', labels)] : [])];
  const nothing = { format: null, scale: 1, layout: 'NCHW', samples_key: null, labels_key: null } as const;
  return examineDataset(parts, { name: file, ...nothing, ...declared });
}

/** Label and values of one sample, read from the canonical form by their place. */
function sampleOf(canonical: Iterable<Uint8Array>, index: number) {
  const bytes = Buffer.concat([...canonical]);
  const header = readHeader(bytes);
  const cut = ({ offset, length }: { offset: number; length: number }) =>
    bytes.subarray(offset, offset + length);
  return {
    label: decodeLabel(cut(labelRange(header, index)!)),
    values: decodeSample(cut(sampleRange(header, index)), header),
  };
}

describe('real datasets', () => {
  it('reads the digits', () => {
    const { facts } = examine({ scale: 1 / 16 }, 'digits/digits-test.npz');
    expect(facts).toEqual({
      format: 'npz',
      count: 500,
      shape: [1, 8, 8],
      range: [0, 1],
      grid: 1 / 16,
      labels: { 0: 50, 1: 51, 2: 49, 3: 51, 4: 51, 5: 51, 6: 51, 7: 50, 8: 46, 9: 50 },
    });
  });

  it('reads MNIST', () => {
    const { facts, canonical } = examine(
      { scale: 1 / 255 },
      'mnist/t10k-images-idx3-ubyte.gz',
      'mnist/t10k-labels-idx1-ubyte.gz',
    );
    expect(facts).toEqual({
      format: 'idx',
      count: 10_000,
      shape: [1, 28, 28],
      range: [0, 1],
      grid: 1 / 255,
      labels: { 0: 980, 1: 1135, 2: 1032, 3: 1010, 4: 982, 5: 892, 6: 958, 7: 1028, 8: 974, 9: 1009 },
    });
    expect(sampleOf(canonical, 0).label).toBe(7);
    expect(sampleOf(canonical, 9_999).label).toBe(6);
  });

  it('reads CIFAR-10', () => {
    const { facts, canonical } = examine({ scale: 1 / 255 }, 'cifar10/cifar10-test-first-1000.bin');
    expect(facts).toEqual({
      format: 'cifar10',
      count: 1000,
      shape: [3, 32, 32],
      range: [0, 1],
      grid: 1 / 255,
      labels: { 0: 103, 1: 89, 2: 100, 3: 103, 4: 90, 5: 86, 6: 112, 7: 102, 8: 106, 9: 109 },
    });
    const first = sampleOf(canonical, 0);
    expect(first.label).toBe(3);
    expect([...first.values.subarray(0, 3)]).toEqual([158, 159, 165].map((byte) => Math.fround(byte / 255)));
    const last = sampleOf(canonical, 999);
    expect(last.label).toBe(8);
    expect([...last.values.subarray(-3)]).toEqual([85, 103, 131].map((byte) => Math.fround(byte / 255)));
  });
});
