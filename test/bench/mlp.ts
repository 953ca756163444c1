import { GraphBuilder } from '../../src/graph/builder.ts';
import { encode } from '../../src/graph/onnx/encode.ts';

/** A network of dense layers with ReLUs between, on images of 28 × 28; its weights are small and mean nothing. */
export function mlp(widths: readonly number[]): Uint8Array {
  const builder = new GraphBuilder('mlp');
  const input = builder.input('image', ['N', 1, 28, 28]);
  let last = builder.node('Flatten', [input]);
  for (const [layer, outputs] of widths.slice(1).entries()) {
    const inputs = widths[layer]!;
    const weights = builder.constant(spread(inputs * outputs, 2 / Math.sqrt(inputs)), [inputs, outputs]);
    const bias = builder.constant(spread(outputs, 0.1), [outputs]);
    const final = layer === widths.length - 2;
    const options = final ? { outputs: ['logits'] } : {};
    last = builder.node('Gemm', [last, weights, bias], {}, options);
    if (!final) last = builder.node('Relu', [last]);
  }
  builder.output(last, ['N', widths.at(-1)!]);
  return encode(builder.model());
}

/** Values spread evenly about zero by a Weyl sequence. */
const spread = (length: number, width: number): Float32Array =>
  Float32Array.from({ length }, (_, i) => ((((i + 1) * 0.6180339887498949) % 1) - 0.5) * width);
