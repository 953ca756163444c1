import { z } from 'zod';
import { product } from './array.ts';
import type { Samples } from './formats/format.ts';
import { channelsFirst, toChannelsFirst } from './layout.ts';
import { isKeptAsBytes, pieces, scaled } from './values.ts';

/**
 * The one form in which a dataset is kept and by whose digest it is known:
 *
 *     "PRVDATA1" · length of the JSON, uint32 · JSON · spaces up to byte 512
 *     labels, int32 each (absent without labels)
 *     samples, row-major, channels first, uint8 or float32 each
 *
 * Everything is little-endian. Samples have one length, so that any of them is found without reading the others.
 * The model is given fround(stored × scale): uint8 values keep the declared scale, others were scaled and rounded
 * to float32 (to nearest) when they were written, and have scale 1. Equal samples, labels and scale make equal bytes.
 */
export interface CanonicalHeader {
  readonly count: number;
  /** Of one sample, channels first. */
  readonly shape: readonly number[];
  readonly type: 'uint8' | 'float32';
  readonly scale: number;
  readonly labelled: boolean;
}

export interface ByteRange {
  readonly offset: number;
  readonly length: number;
}

/** Bytes that `readHeader` needs. */
export const HEADER_SIZE = 512;
const MAGIC = 'PRVDATA1';
const PREFIX = MAGIC.length + 4;
const LABEL_SIZE = 4;
const SIZES = { uint8: 1, float32: 4 } as const;

const length = z.int().min(1);
const header = z.strictObject({
  count: length,
  shape: z.array(length).min(1),
  type: z.enum(['uint8', 'float32']),
  scale: z.number().positive(),
  labelled: z.boolean(),
});

/** The canonical form in pieces of about a megabyte. `scale`: of the stored values. */
export function* encode(samples: Samples, labels: Int32Array | null, scale: number): Generator<Uint8Array> {
  const bytes = isKeptAsBytes(samples);
  yield headerBytes({
    count: samples.values.dims[0]!,
    shape: channelsFirst(samples.shape, samples.layout),
    type: bytes ? 'uint8' : 'float32',
    scale: bytes ? scale : 1,
    labelled: labels !== null,
  });
  if (labels) yield bytesOf(labels);
  for (const { stored } of pieces(samples)) {
    const values = stored instanceof Uint8Array && bytes ? stored : scaled(stored, scale);
    yield bytesOf(toChannelsFirst(values, samples.shape, samples.layout));
  }
}

const bytesOf = ({ buffer, byteOffset, byteLength }: ArrayBufferView): Uint8Array =>
  new Uint8Array(buffer, byteOffset, byteLength);

function headerBytes({ count, shape, type, scale, labelled }: CanonicalHeader): Uint8Array {
  const json = JSON.stringify({ count, shape, type, scale, labelled });
  const bytes = Buffer.alloc(HEADER_SIZE, ' ');
  if (PREFIX + json.length > HEADER_SIZE) throw new Error('the shape has too many axes for the header');
  bytes.write(MAGIC, 0, 'latin1');
  bytes.writeUInt32LE(json.length, MAGIC.length);
  bytes.write(json, PREFIX, 'latin1');
  return bytes;
}

/** From the first `HEADER_SIZE` bytes. Throws when they do not begin a canonical dataset. */
export function readHeader(bytes: Uint8Array): CanonicalHeader {
  const start = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (start.length < HEADER_SIZE || start.toString('latin1', 0, MAGIC.length) !== MAGIC) {
    throw new Error('these bytes are not a dataset in canonical form');
  }
  const end = PREFIX + start.readUInt32LE(MAGIC.length);
  if (end > HEADER_SIZE) throw new Error('the header of the dataset states an impossible length');
  return header.parse(JSON.parse(start.toString('latin1', PREFIX, end)));
}

/** Where the sample's values lie. Throws a RangeError beyond the last sample. */
export function sampleRange(header: CanonicalHeader, index: number): ByteRange {
  checkIndex(header, index);
  const size = product(header.shape) * SIZES[header.type];
  return { offset: samplesStart(header) + index * size, length: size };
}

/** Where the sample's label lies; null when the dataset has no labels. */
export function labelRange(header: CanonicalHeader, index: number): ByteRange | null {
  checkIndex(header, index);
  return header.labelled ? { offset: HEADER_SIZE + index * LABEL_SIZE, length: LABEL_SIZE } : null;
}

/** Bytes of the whole form. */
export const canonicalSize = (header: CanonicalHeader): number =>
  samplesStart(header) + header.count * product(header.shape) * SIZES[header.type];

const samplesStart = ({ count, labelled }: CanonicalHeader): number =>
  HEADER_SIZE + (labelled ? count * LABEL_SIZE : 0);

function checkIndex({ count }: CanonicalHeader, index: number): void {
  if (Number.isInteger(index) && index >= 0 && index < count) return;
  throw new RangeError(`there is no sample ${index}; the dataset has ${count}`);
}

/** The values of a sample (or of several, one after the other) as the model is given them, channels first. */
export function decodeSample(bytes: Uint8Array, header: CanonicalHeader): Float32Array {
  if (header.type === 'uint8') return scaled(bytes, header.scale);
  return scaled(new Float32Array(new Uint8Array(bytes).buffer), header.scale);
}

export const decodeLabel = (bytes: Uint8Array): number =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).readInt32LE(0);
