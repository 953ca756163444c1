import { float, GraphBuilder } from '../../src/graph/builder.ts';
import type { Dimension, Model } from '../../src/graph/graph.ts';
import { encode } from '../../src/graph/onnx/encode.ts';

/** Tiny models with known answers. Each takes `x` and gives `logits`; every one loads in onnxruntime. */

/** Weights that are fixed, small and all different. */
export const weights = (count: number, scale = 1): number[] =>
  Array.from({ length: count }, (_, i) => Math.fround(scale * Math.sin(1 + i * 1.7)));

/** logits = x·W + b. W is [features, classes], row-major. */
export function linear(
  options: {
    readonly weight?: readonly number[];
    readonly bias?: readonly number[];
    readonly batch?: Dimension;
  } = {},
): Model {
  const bias = options.bias ?? [0.5, -0.25, 0];
  const weight = options.weight ?? weights(4 * bias.length);
  const features = weight.length / bias.length;
  const batch = options.batch === undefined ? 'batch' : options.batch;
  const builder = new GraphBuilder('linear');
  const x = builder.input('x', [batch, features]);
  const w = builder.constant(weight, [features, bias.length], { name: 'weight' });
  const b = builder.constant(bias, [bias.length], { name: 'bias' });
  const logits = builder.node('Gemm', [x, w, b], {}, { name: 'dense', outputs: ['logits'] });
  builder.output(logits, [batch, bias.length]);
  return builder.model();
}

/** The same, for batches of one size only. */
export const fixedBatch = (batch = 1): Model => linear({ batch });

/** Conv 3×3, Relu, Flatten, Gemm on [batch, 1, 6, 6], two classes. */
export function convolutional(): Model {
  const builder = new GraphBuilder('convolutional');
  const x = builder.input('x', ['batch', 1, 6, 6]);
  const kernel = builder.constant(weights(18), [2, 1, 3, 3], { name: 'kernel' });
  const shift = builder.constant([0.1, -0.1], [2], { name: 'shift' });
  const conv = builder.node(
    'Conv',
    [x, kernel, shift],
    { kernel_shape: [3, 3], strides: [1, 1], pads: [0, 0, 0, 0] },
    { name: 'conv' },
  );
  const relu = builder.node('Relu', [conv], {}, { name: 'relu' });
  const flat = builder.node('Flatten', [relu], { axis: 1 }, { name: 'flatten' });
  const w = builder.constant(weights(64, 0.5), [32, 2], { name: 'weight' });
  const b = builder.constant([0, 0], [2], { name: 'bias' });
  builder.output(builder.node('Gemm', [flat, w, b], {}, { name: 'dense', outputs: ['logits'] }), [
    'batch',
    2,
  ]);
  return builder.model();
}

/** A linear model whose output is a probability already. */
export function softmax(): Model {
  const builder = new GraphBuilder('softmax');
  const x = builder.input('x', ['batch', 4]);
  const scores = builder.node('MatMul', [x, builder.constant(weights(12), [4, 3])]);
  builder.output(builder.node('Softmax', [scores], { axis: 1 }, { outputs: ['logits'] }), ['batch', 3]);
  return builder.model();
}

/** Subtracts the mean over the batch: a row's result depends on its neighbours. */
export function batchMixing(): Model {
  const builder = new GraphBuilder('mixing');
  const x = builder.input('x', ['batch', 4]);
  const mean = builder.node('ReduceMean', [x], { axes: [0], keepdims: 1 });
  const centred = builder.node('Sub', [x, mean]);
  const w = builder.constant(weights(12), [4, 3]);
  builder.output(builder.node('MatMul', [centred, w], {}, { outputs: ['logits'] }), ['batch', 3]);
  return builder.model();
}

/** logits = log(−|x·W|): NaN wherever x·W is not 0. */
export function notANumber(): Model {
  const builder = new GraphBuilder('nan');
  const x = builder.input('x', ['batch', 4]);
  const scores = builder.node('MatMul', [x, builder.constant(weights(8), [4, 2])]);
  const negative = builder.node('Neg', [builder.node('Abs', [scores])]);
  builder.output(builder.node('Log', [negative], {}, { outputs: ['logits'] }), ['batch', 2]);
  return builder.model();
}

/** The same logits for every input of [batch, features]. */
export function constantLogits(logits: readonly number[], features = 4): Model {
  const builder = new GraphBuilder('constant');
  const x = builder.input('x', ['batch', features]);
  const nothing = builder.constant(new Float32Array(features * logits.length), [features, logits.length]);
  const bias = builder.constant(logits, [logits.length]);
  const one = { alpha: float(1), beta: float(1) };
  builder.output(builder.node('Gemm', [x, nothing, bias], one, { outputs: ['logits'] }), [
    'batch',
    logits.length,
  ]);
  return builder.model();
}

/** A linear model on samples of any shape: they are flattened first. */
export function shaped(sample: readonly number[], classes = 3): Model {
  const features = sample.reduce((product, size) => product * size, 1);
  const builder = new GraphBuilder('shaped');
  const x = builder.input('x', ['batch', ...sample]);
  const flat = builder.node('Flatten', [x], { axis: 1 });
  const w = builder.constant(weights(features * classes, 0.1), [features, classes]);
  builder.output(builder.node('MatMul', [flat, w], {}, { outputs: ['logits'] }), ['batch', classes]);
  return builder.model();
}

/**
 * Class 1 for images with a value above one half in the first channel, or in the only one. The sample is of [channels, height, width], or
 * of [height, width, 2].
 */
export function brightest(sample: readonly number[]): Model {
  const builder = new GraphBuilder('brightest');
  const x = builder.input('x', ['batch', ...sample]);
  const isLast = sample[2] === 2 && sample[0] !== 2;
  const image = isLast ? builder.node('Transpose', [x], { perm: [0, 3, 1, 2] }) : x;
  const channels = isLast ? 2 : sample[0]!;
  const first = Array.from({ length: channels }, (_, channel) => (channel === 0 ? 1 : 0));
  const kernel = builder.constant(first, [1, channels, 1, 1]);
  const brightness = builder.node('GlobalMaxPool', [builder.node('Conv', [image, kernel])]);
  const flat = builder.node('Flatten', [brightness], { axis: 1 });
  const w = builder.constant([0, 1], [1, 2]);
  const b = builder.constant([0.5, 0], [2]);
  builder.output(builder.node('Gemm', [flat, w, b], {}, { outputs: ['logits'] }), ['batch', 2]);
  return builder.model();
}

export const bytesOfModel = (model: Model): Uint8Array => encode(model);

/** A denoiser: scale·x + shift for every value of samples of any shape. */
export function affineDenoiser(
  sample: readonly number[],
  { scale = 1, shift = 0, batch = 'batch' }: { scale?: number; shift?: number; batch?: Dimension } = {},
): Model {
  const builder = new GraphBuilder('denoiser');
  const x = builder.input('x', [batch, ...sample]);
  const scaled = builder.node('Mul', [x, builder.constant([scale], [1])]);
  const clean = builder.node('Add', [scaled, builder.constant([shift], [1])], {}, { outputs: ['clean'] });
  builder.output(clean, [batch, ...sample]);
  return builder.model();
}

/** A denoiser that subtracts the mean of its batch. */
export function mixingDenoiser(sample: readonly number[]): Model {
  const builder = new GraphBuilder('mixing');
  const x = builder.input('x', ['batch', ...sample]);
  const mean = builder.node('ReduceMean', [x], { axes: [0], keepdims: 1 });
  builder.output(builder.node('Sub', [x, mean], {}, { outputs: ['clean'] }), ['batch', ...sample]);
  return builder.model();
}

/** Zeros of the shape of the input with batch and first axis exchanged: gives the shape of the input where these two are equally long. */
export function exchangingAxes(size: number): Model {
  const builder = new GraphBuilder('exchanging');
  const x = builder.input('x', ['batch', size, 2]);
  const zeros = builder.node('ConstantOfShape', [builder.node('Shape', [x])]);
  const exchanged = builder.node('Transpose', [zeros], { perm: [1, 0, 2] }, { outputs: ['clean'] });
  builder.output(exchanged, [null, null, 2]);
  return builder.model();
}
