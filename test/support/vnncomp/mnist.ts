import { read } from './files.ts';

const PIXELS = 28 * 28;
/** Bytes before the elements of an IDX file: a magic number, then four for each size. */
const IMAGES_HEADER = 16;
const LABELS_HEADER = 8;

let images: Uint8Array | undefined;
let labels: Uint8Array | undefined;

/**
 * A test image, [1, 28, 28] in [0, 1]: pixel/255 rounded to float32 once. The references start from these numbers
 * (in float64): with them the recorded logits come out to 1e-14, with pixel/255 in float64 only to 2e-7.
 */
export function mnistImage(index: number): Float32Array {
  images ??= read('mnist/t10k-images-idx3-ubyte').subarray(IMAGES_HEADER);
  const pixels = images.subarray(index * PIXELS, (index + 1) * PIXELS);
  if (pixels.length < PIXELS) throw new Error(`there is no test image ${index}`);
  return Float32Array.from(pixels, (pixel) => pixel / 255);
}

export function mnistLabel(index: number): number {
  labels ??= read('mnist/t10k-labels-idx1-ubyte').subarray(LABELS_HEADER);
  return labels[index]!;
}
