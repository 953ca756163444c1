import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openBlobs } from '../../../src/adapters/blob/directory.ts';
import { sampleReader } from '../../../src/adapters/blob/sample-reader.ts';
import { encode } from '../../../src/service/dataset/canonical.ts';
import type { Blobs } from '../../../src/service/ports.ts';
import { samplesOf } from '../../service/dataset/samples.ts';

let directory: string;
let blobs: Blobs;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'provable-'));
  blobs = await openBlobs(directory);
});
afterEach(() => rm(directory, { recursive: true }));

it('reads any sample of a dataset that is kept, and knows one that is not', async () => {
  const samples = samplesOf(Uint8Array.of(1, 2, 3, 4), [2]);
  const { digest } = await blobs.put(Readable.from(encode(samples, null, 0.5)), 10_000);
  const reader = (await sampleReader(blobs)(digest))!;
  expect(reader.shape).toEqual([2]);
  expect([...(await reader.values(1))]).toEqual([1.5, 2]);
  await reader.close();
  await blobs.remove(digest);
  expect(await sampleReader(blobs)(digest)).toBe(null);
});

it('does not take a broken dataset for one that is not kept', async () => {
  const { digest } = await blobs.put(Readable.from([Buffer.from('not a dataset')]), 100);
  await expect(sampleReader(blobs)(digest)).rejects.toThrow('the dataset file ends early');
});
