import { InferenceSession, Tensor } from 'onnxruntime-node';
import { describe, expect, it } from 'vitest';
import type { Model } from '../../src/graph/graph.ts';
import { check } from '../../src/graph/check.ts';
import { screen } from '../../src/service/model/screen.ts';
import * as models from './models.ts';

async function run(model: Model, values: readonly number[], dims: readonly number[]): Promise<number[]> {
  const session = await InferenceSession.create(models.bytesOfModel(model));
  const { logits } = await session.run({ x: new Tensor('float32', Float32Array.from(values), dims) });
  return Array.from(logits!.data as Float32Array);
}

const ROW = [1, -2, 0.5, 3];
const SHAPES = [[4], [2, 3], [1, 4, 4], [2, 2, 2, 2]];

describe('the tiny models', () => {
  const all: readonly (readonly [string, Model])[] = [
    ['linear', models.linear()],
    ['fixedBatch', models.fixedBatch()],
    ['convolutional', models.convolutional()],
    ['softmax', models.softmax()],
    ['batchMixing', models.batchMixing()],
    ['notANumber', models.notANumber()],
    ['constantLogits', models.constantLogits([3, 1, 2])],
    ...SHAPES.map((sample) => [`shaped [${sample.join(', ')}]`, models.shaped(sample)] as const),
  ];

  it.each(all)('%s is legal and passes the screen', (_, model) => {
    expect(check(model.graph)).toEqual([]);
    expect(screen(models.bytesOfModel(model)).faults).toEqual([]);
  });

  it('linear computes x·W + b', async () => {
    const weight = [1, 0, 0, 1, 2, 0, 0, 2];
    expect(await run(models.linear({ weight, bias: [10, 20] }), ROW, [1, 4])).toEqual([12, 24]);
  });

  it('softmax gives probabilities', async () => {
    const probabilities = await run(models.softmax(), ROW, [1, 4]);
    expect(probabilities.reduce((sum, one) => sum + one)).toBeCloseTo(1, 6);
  });

  it('batchMixing gives a row another result beside another row', async () => {
    const alone = await run(models.batchMixing(), [...ROW, ...ROW], [2, 4]);
    const beside = await run(models.batchMixing(), [...ROW, 0, 0, 0, 0], [2, 4]);
    expect(beside.slice(0, 3)).not.toEqual(alone.slice(0, 3));
  });

  it('notANumber gives NaN', async () => {
    expect(await run(models.notANumber(), ROW, [1, 4])).toEqual([NaN, NaN]);
  });

  it('constantLogits gives its logits for every row', async () => {
    expect(await run(models.constantLogits([3, 1]), [...ROW, ...ROW], [2, 4])).toEqual([3, 1, 3, 1]);
  });

  it('fixedBatch takes its batch and no other', async () => {
    expect(await run(models.fixedBatch(2), [...ROW, ...ROW], [2, 4])).toHaveLength(6);
    await expect(run(models.fixedBatch(2), ROW, [1, 4])).rejects.toThrow();
  });

  it.each(SHAPES)('samples of the shape %s are run', async (...sample) => {
    const size = sample.reduce((product, one) => product * one, 1);
    const values = models.weights(2 * size);
    expect(await run(models.shaped(sample), values, [2, ...sample])).toHaveLength(6);
  });

  it('convolutional gives two scores a sample', async () => {
    expect(await run(models.convolutional(), models.weights(72), [2, 1, 6, 6])).toHaveLength(4);
  });
});
