import { gunzipSync } from 'node:zlib';
import { fault, refuse } from './faults.ts';
import { ceiling, type DatasetLimits } from './limits.ts';
import type { Part } from './upload.ts';

const isGzip = (bytes: Uint8Array): boolean => bytes[0] === 0x1f && bytes[1] === 0x8b && bytes[2] === 8;

/** The part without its gzip wrapping, if it has one. Stops at the ceiling, whatever the trailer claims. */
export function ungzipped(part: Part, limits: DatasetLimits): Part {
  if (!isGzip(part.bytes)) return part;
  const bytes = unpacked(part, ceiling(part.bytes.length, limits));
  if (bytes.length === 0) refuse(fault('part_empty', 'the gzip stream unpacks to nothing', `/${part.part}`));
  return { ...part, bytes };
}

function unpacked(part: Part, most: number): Uint8Array {
  try {
    return gunzipSync(part.bytes, { maxOutputLength: most, chunkSize: expected(part.bytes, most) });
  } catch (error) {
    return refuse(explain(error, part, most));
  }
}

/**
 * The trailer states the unpacked size modulo 2³². When it tells the truth, the output is one allocation
 * of that size and is never joined from pieces (which would double it); when it lies, nothing but that is lost.
 */
function expected(bytes: Uint8Array, most: number): number {
  const trailer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const stated = bytes.length >= 18 ? trailer.readUInt32LE(bytes.length - 4) : 0;
  return Math.max(64 * 1024, Math.min(stated, most) + 64);
}

function explain(error: unknown, part: Part, most: number) {
  const { code } = error as { code?: string };
  const pointer = `/${part.part}`;
  if (code === 'ERR_BUFFER_TOO_LARGE') {
    const message = `${part.bytes.length} bytes of gzip unpack to more than ${most}, the most that is accepted`;
    return fault('unpacked_too_large', message, pointer);
  }
  if (code === 'Z_BUF_ERROR') return fault('gzip_malformed', 'the gzip stream ends early', pointer);
  if (code?.startsWith('Z_')) return fault('gzip_malformed', 'the gzip stream is damaged', pointer);
  throw error;
}
