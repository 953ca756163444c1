import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { evaluator } from '../../src/adapters/onnxruntime/evaluator.ts';
import type { Problem, Sample } from '../../src/certify/certifier.ts';
import type { Classifier } from '../../src/certify/classifier.ts';

const MNIST = join(import.meta.dirname, '../../../shared/data/mnist');
const read = (name: string): Uint8Array => readFileSync(join(MNIST, name));
const PIXELS = 28 * 28;

export const NOISY_MNIST: Problem = {
  classes: 10,
  shape: [1, 28, 28],
  domain: [0, 1],
  grid: 1 / 255,
  data: { range: [0, 1], grid: 1 / 255 },
};

/** The network that was trained with noise of σ = 0.5, on the engine. */
export async function noisyMnist(batch: number): Promise<Classifier> {
  const program = await evaluator.load(read('mnist-noise-0.50.onnx'));
  const [input, output] = [program.inputs[0]!, program.outputs[0]!];
  return {
    batch,
    classes: 10,
    shape: NOISY_MNIST.shape,
    async logits(data) {
      const answer = await program.run({ [input]: { type: 'float32', dims: [batch, 1, 28, 28], data } });
      return answer[output]!.data as Float32Array;
    },
  };
}

/** The first test images, with their labels. */
export function mnistSamples(count: number): Sample[] {
  const images = gunzipSync(read('t10k-images-idx3-ubyte.gz')).subarray(16);
  const labels = gunzipSync(read('t10k-labels-idx1-ubyte.gz')).subarray(8);
  return Array.from({ length: count }, (_, index) => ({
    index,
    label: labels[index]!,
    values: Float32Array.from(images.subarray(index * PIXELS, (index + 1) * PIXELS), (pixel) => pixel / 255),
  }));
}
