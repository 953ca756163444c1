import { unzipSync } from 'fflate';
import { read } from '../vnncomp/files.ts';

const PIXELS = 8 * 8;
/** Of a pixel, as the file has it. */
const WHITE = 16;

export interface Digit {
  readonly x: Float32Array;
  readonly label: number;
}

/** The 500 test digits, [1, 8, 8] in [0, 1]. */
export function digits(): readonly Digit[] {
  const parts = unzipSync(read('digits/digits-test.npz'));
  const images = elementsOf(parts['images.npy']!, 1);
  const labels = elementsOf(parts['labels.npy']!, 8);
  return Array.from({ length: images.length / PIXELS }, (_, i) => ({
    x: Float32Array.from(images.subarray(i * PIXELS, (i + 1) * PIXELS), (pixel) => pixel / WHITE),
    label: labels[8 * i]!,
  }));
}

/** The bytes after the header of a .npy file; little endian. */
function elementsOf(file: Uint8Array, size: number): Uint8Array {
  const header = new DataView(file.buffer, file.byteOffset).getUint16(8, true);
  const elements = file.subarray(10 + header);
  if (elements.length % size !== 0) throw new Error('a .npy file of other elements');
  return elements;
}
