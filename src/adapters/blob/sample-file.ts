import { open } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import type { Sample } from '../../certify/certifier.ts';
import type { ByteRange, CanonicalHeader } from '../../service/dataset/canonical.ts';
import {
  decodeLabel,
  decodeSample,
  HEADER_SIZE,
  labelRange,
  readHeader,
  sampleRange,
} from '../../service/dataset/canonical.ts';

/** A dataset in canonical form, on disk; samples are read one by one, channels first. */
export interface SampleFile {
  readonly header: CanonicalHeader;
  sample(index: number): Promise<Sample>;
  close(): Promise<void>;
}

async function read(file: FileHandle, { offset, length }: ByteRange): Promise<Uint8Array> {
  const bytes = new Uint8Array(length);
  const { bytesRead } = await file.read(bytes, 0, length, offset);
  if (bytesRead < length) throw new Error('the dataset file ends early');
  return bytes;
}

export async function openSampleFile(path: string): Promise<SampleFile> {
  const file = await open(path, 'r');
  const header = readHeader(await read(file, { offset: 0, length: HEADER_SIZE }));
  return {
    header,
    async sample(index) {
      const labelled = labelRange(header, index);
      const values = decodeSample(await read(file, sampleRange(header, index)), header);
      return { index, values, label: labelled && decodeLabel(await read(file, labelled)) };
    },
    close: () => file.close(),
  };
}
