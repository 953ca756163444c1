import type { ElementType } from '../../tensor.ts';
import { ELEMENT_BITS } from '../../tensor.ts';
import { OnnxError } from '../error.ts';
import type { Source } from './source.ts';

/**
 * Collects the elements of a repeated numeric field. One packed run stays a view into the file; only lists that come
 * in several pieces are put together in a buffer that doubles.
 */
export class Elements {
  #bytes = new Uint8Array(0);
  #length = 0;
  #owned = false;

  add(source: Source): void {
    const piece = source.elements();
    if (this.#length === 0 && source.packed) {
      this.#bytes = piece as Uint8Array<ArrayBuffer>;
      this.#length = piece.length;
      return;
    }
    this.#reserve(source, this.#length + piece.length);
    this.#bytes.set(piece, this.#length);
    this.#length += piece.length;
  }

  get bytes(): Uint8Array {
    return this.#bytes.subarray(0, this.#length);
  }

  #reserve(source: Source, length: number): void {
    if (this.#owned && length <= this.#bytes.length) return;
    const capacity = Math.max(64, 2 * length);
    source.charge('unpackedBytes', capacity - (this.#owned ? this.#bytes.length : 0));
    const grown = new Uint8Array(capacity);
    grown.set(this.bytes);
    this.#bytes = grown;
    this.#owned = true;
  }
}

/**
 * Varints as little-endian elements of the type: each is a two's complement number of 64 bits, of which the type
 * keeps the low ones, as protobuf's own readers do.
 */
export function expandVarints(source: Source, varints: Uint8Array, type: ElementType): Uint8Array {
  const width = Math.max(1, ELEMENT_BITS[type] / 8);
  const last = varints[varints.length - 1];
  if (last !== undefined && last >= 128) {
    throw new OnnxError('file_malformed', 'the last varint of a list is cut off');
  }
  let count = 0;
  for (const byte of varints) if (byte < 128) count++;
  source.charge('unpackedBytes', count * width);
  const bytes = new Uint8Array(count * width);
  for (let at = 0, start = 0; start < varints.length; at += width)
    start = expandOne(varints, start, bytes, at, width);
  return bytes;
}

/** Writes the varint at `start` as `width` bytes at `at`; answers where the next one starts. */
function expandOne(varints: Uint8Array, start: number, bytes: Uint8Array, at: number, width: number): number {
  let low = 0;
  let high = 0;
  let shift = 0;
  let end = start;
  for (let more = true; more; shift += 7) {
    if (shift > 63) throw new OnnxError('file_malformed', 'a varint has more than ten bytes');
    const byte = varints[end++]!;
    const bits = byte & 127;
    if (shift < 32) low |= bits << shift;
    if (shift === 28) high |= bits >> 4;
    else if (shift > 28) high |= bits << (shift - 32);
    more = byte >= 128;
  }
  for (let i = 0; i < width; i++) bytes[at + i] = i < 4 ? low >>> (8 * i) : high >>> (8 * (i - 4));
  return end;
}
