import { describe, expect, it } from 'vitest';
import { evaluator } from '../../../src/adapters/onnxruntime/evaluator.ts';
import { GraphBuilder } from '../../../src/graph/builder.ts';
import type { Program } from '../../../src/graph/evaluate.ts';
import type { Model } from '../../../src/graph/graph.ts';
import { trial } from '../../../src/service/model/trial.ts';
import * as models from '../../support/models.ts';

const milliseconds = () => performance.now();

async function tried(model: Model, sample: readonly number[], batch = 64) {
  const program = await evaluator.load(models.bytesOfModel(model));
  const output = model.graph.outputs[0]!.name;
  const plan = { input: 'x', output, batch, sample_shape: sample, domain: [0, 1] } as const;
  const result = await trial(program, plan, milliseconds);
  return 'faults' in result ? result.faults.map(({ code }) => code) : result.trial;
}

/** Looks at the largest value of the whole batch, and only where noise brings it: beyond the domain. */
function batchPeeker(limit: number): Model {
  const builder = new GraphBuilder('peeker');
  const x = builder.input('x', ['batch', 4]);
  const scores = builder.node('MatMul', [x, builder.constant(models.weights(12), [4, 3])]);
  const largest = builder.node('ReduceMax', [x], { axes: [0, 1], keepdims: 0 });
  const beyond = builder.node('Sub', [
    builder.node('Max', [largest, builder.constant([limit], [])]),
    builder.constant([limit], []),
  ]);
  const shift = builder.node('Mul', [beyond, builder.constant([5, -5, 0], [3])]);
  builder.output(builder.node('Add', [scores, shift], {}, { outputs: ['logits'] }), ['batch', 3]);
  return builder.model();
}

/** The batch's mean, hidden below a large constant. */
function hiddenMean(): Model {
  const builder = new GraphBuilder('hidden');
  const x = builder.input('x', ['batch', 4]);
  const centred = builder.node('Sub', [x, builder.node('ReduceMean', [x], { axes: [0], keepdims: 1 })]);
  const scores = builder.node('MatMul', [centred, builder.constant(models.weights(12), [4, 3])]);
  builder.output(builder.node('Add', [scores, builder.constant([1e5], [1])], {}, { outputs: ['logits'] }), [
    'batch',
    3,
  ]);
  return builder.model();
}

/** An image in, a smaller image out. */
function pooling(): Model {
  const builder = new GraphBuilder('pooling');
  const x = builder.input('x', ['batch', 1, 4, 4]);
  const pooled = builder.node(
    'MaxPool',
    [x],
    { kernel_shape: [2, 2], strides: [2, 2] },
    { outputs: ['small'] },
  );
  builder.output(pooled, ['batch', 1, null, null]);
  return builder.model();
}

describe('a trial run', () => {
  it('finds the classes and the rate of a model whose rows are alone', async () => {
    expect(await tried(models.linear(), [4])).toMatchObject({ classes: 3, notes: [] });
    expect(await tried(models.convolutional(), [1, 6, 6])).toMatchObject({ classes: 2 });
    expect(await tried(models.softmax(), [4])).toMatchObject({ classes: 3 });
    expect(await tried(models.fixedBatch(1), [4], 1)).toMatchObject({ classes: 3 });
  });

  it('tells a denoiser by the shape of its output', async () => {
    for (const sample of [
      [3, 4, 4],
      [5, 2],
      [2, 3, 2, 2],
    ]) {
      const found = await tried(models.affineDenoiser(sample), sample);
      expect(found).toMatchObject({ role: 'denoiser', classes: 0, notes: [] });
    }
    expect(await tried(models.affineDenoiser([1, 4, 4], { batch: 1 }), [1, 4, 4], 1)).toMatchObject({
      role: 'denoiser',
    });
    // Flat ones are classifiers, whatever they are meant for.
    expect(await tried(models.affineDenoiser([4]), [4])).toMatchObject({ role: 'classifier', classes: 4 });
    expect(await tried(models.linear(), [4])).toMatchObject({ role: 'classifier' });
  });

  it('asks of a denoiser what it asks of a classifier', async () => {
    const sample = [1, 4, 4];
    expect(await tried(models.mixingDenoiser(sample), sample)).toEqual(['batch_dependent']);
    const endless = models.affineDenoiser(sample, { scale: 3e38, shift: 3e38 });
    expect(await tried(endless, sample)).toEqual(['output_not_finite']);
    expect(await tried(pooling(), sample)).toEqual(['output_shape']);
  });

  it.each([
    ['the mean of the batch', models.batchMixing()],
    ['the mean of the batch, below a large constant', hiddenMean()],
    ['the largest value of the batch, just beyond the domain', batchPeeker(1)],
    ['the largest value of the batch, far beyond the domain', batchPeeker(50)],
  ])('finds out a model that looks at %s', async (_, model) => {
    expect(await tried(model, [4])).toEqual(['batch_dependent']);
  });

  it('finds out an engine that does not repeat itself', async () => {
    let runs = 0;
    const program: Program = {
      inputs: ['x'],
      outputs: ['logits'],
      run: async () => ({
        logits: { type: 'float32', dims: [2, 2], data: Float32Array.of(0, 1, 1, runs++) },
      }),
      release: async () => undefined,
    };
    const plan = { input: 'x', output: 'logits', batch: 2, sample_shape: [1], domain: null };
    const result = await trial(program, plan, milliseconds);
    expect('faults' in result && result.faults.map(({ code }) => code)).toContain('not_deterministic');
  });

  it('says what is wrong with the output', async () => {
    expect(await tried(models.notANumber(), [4])).toEqual(['output_not_finite']);
    expect(await tried(models.constantLogits([1]), [4])).toEqual(['output_classes']);
  });
});
