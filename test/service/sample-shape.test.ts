import { describe, expect, it } from 'vitest';
import { arrangementOf, sampleShapeFor, sampleShapesFor } from '../../src/service/sample-shape.ts';
import { aChunkTask, aModel } from '../support/records.ts';

function modelOf(shape: readonly number[], layout: 'NCHW' | 'NHWC' = 'NCHW') {
  const model = aModel();
  return {
    declared: { ...model.declared, layout },
    facts: { ...model.facts, sample_shape: shape },
  };
}

describe('the shape that samples must have', () => {
  it('is the model’s own where no method is named, or one that does not encode', () => {
    const own = { shape: [2, 6, 6], encoder: null };
    for (const method of [
      undefined,
      {},
      { name: 'magic' },
      { name: 'smoothing', sigma: 0.25 },
      { name: 'smoothing' },
    ])
      expect(sampleShapeFor(method, modelOf([2, 6, 6]))).toEqual(own);
    expect(sampleShapeFor({ name: 'ablation', kept: 2, absent: { value: 0 } }, modelOf([2, 6, 6]))).toEqual(
      own,
    );
  });

  it('is what the method encodes', () => {
    const method = { name: 'ablation', kept: 2 };
    expect(sampleShapeFor(method, modelOf([2, 6, 6]))).toEqual({ shape: [1, 6, 6], encoder: 'ablation' });
    expect(sampleShapeFor(method, modelOf([6, 6, 2], 'NHWC'))).toEqual({
      shape: [6, 6, 1],
      encoder: 'ablation',
    });
    expect(sampleShapeFor(method, modelOf([1, 6, 6]))).toEqual({ shape: null, encoder: 'ablation' });
  });

  it('is told from a request that is wrong elsewhere, and is unknown where that decides', () => {
    const shapeOf = (method: object) =>
      sampleShapeFor({ name: 'ablation', ...method }, modelOf([2, 6, 6])).shape;
    expect(shapeOf({ kept: 'two', alpha: 7, more: 1 })).toEqual([1, 6, 6]);
    expect(shapeOf({ kept: 'two', absent: { value: 0 } })).toEqual([2, 6, 6]);
    expect(shapeOf({ kept: 2, absent: 'black' })).toBe(null);
  });
});

describe('all shapes that samples may have', () => {
  const shapesOf = (model: Parameters<typeof sampleShapesFor>[0]) => [
    ...new Set(sampleShapesFor(model).map(({ shape }) => JSON.stringify(shape))),
  ];

  it('are the model’s own, and those that methods encode for it', () => {
    expect(shapesOf(modelOf([2, 6, 6]))).toEqual(['[2,6,6]', '[1,6,6]']);
    expect(shapesOf(modelOf([1, 6, 6]))).toEqual(['[1,6,6]']);
    const { facts, declared } = modelOf([2, 6, 6]);
    expect(shapesOf({ declared, facts: { ...facts, role: 'denoiser' } })).toEqual(['[2,6,6]']);
  });
});

describe('what a runner arranges samples to', () => {
  const settled = {
    name: 'ablation',
    kept: 2,
    pixels: 36,
    layout: 'NHWC',
    task: 'certify',
    n0: 1,
    n: 50,
    alpha: 0.001,
  };
  const task = (absent: unknown, shape: readonly number[]) => {
    const one = aChunkTask({ method: { ...settled, absent }, indices: [0], layout: 'NHWC' });
    return { ...one, model: { ...one.model, facts: { ...one.model.facts, sample_shape: shape } } };
  };

  it('is the shape that the method encodes, in the model’s layout', () => {
    expect(arrangementOf(task('channels', [6, 6, 2]))).toEqual({ shape: [6, 6, 1], layout: 'NHWC' });
    expect(arrangementOf(task({ value: 0 }, [6, 6, 2]))).toEqual({ shape: [6, 6, 2], layout: 'NHWC' });
    expect(() => arrangementOf(task('channels', [6, 6, 3]))).toThrow(/\[6, 6, 3\]/);
  });
});
