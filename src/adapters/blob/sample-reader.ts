import type { Blobs } from '../../service/ports.ts';
import type { OpenSamples } from '../../service/report/facts.ts';
import { openSampleFile } from './sample-file.ts';

/** Reads samples of kept datasets. */
export const sampleReader =
  (blobs: Pick<Blobs, 'path' | 'has'>): OpenSamples =>
  async (digest) => {
    try {
      const file = await openSampleFile(await blobs.path(digest));
      return {
        shape: file.header.shape,
        values: async (index) => (await file.sample(index)).values,
        close: () => file.close(),
      };
    } catch (error) {
      if (await blobs.has(digest)) throw error;
      return null; // removed, perhaps just now
    }
  };
