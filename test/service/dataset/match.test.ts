import { describe, expect, it } from 'vitest';
import type { DatasetFacts } from '../../../src/service/dataset/dataset.ts';
import { arrange, matchDataset, type MatchedModel } from '../../../src/service/dataset/match.ts';
import type { Declaration, ModelFacts } from '../../../src/service/model/model.ts';
import { declaration } from './uploads.ts';

const model = (facts: Partial<ModelFacts> = {}, declared: Partial<Declaration> = {}): MatchedModel => ({
  declared: { name: 'm', domain: [0, 1], grid: null, classes: null, layout: 'NCHW', ...declared },
  facts: {
    opset: 13,
    parameters: 1,
    operators: {},
    inputs: [],
    outputs: [],
    sample_shape: [1, 28, 28],
    classes: 10,
    fixed_batch: null,
    batch: 32,
    rate: 1,
    notes: [],
    ...facts,
  },
});
const dataset = (facts: Partial<DatasetFacts> = {}, scale = 1 / 255) => ({
  declared: declaration({ scale }),
  facts: {
    format: 'npz' as const,
    count: 10,
    shape: [1, 28, 28],
    range: [0, 1] as const,
    grid: 1 / 255,
    labels: { 0: 4, 9: 6 },
    ...facts,
  },
});

describe('matchDataset', () => {
  it.each([
    ['the same shape', [1, 28, 28], 'NCHW', [1, 28, 28]],
    ['no channel axis', [1, 28, 28], 'NCHW', [28, 28]],
    ['a model that takes channels last', [32, 32, 3], 'NHWC', [3, 32, 32]],
    ['one channel, last', [28, 28, 1], 'NHWC', [28, 28]],
    ['features', [784], 'NCHW', [784]],
    ['features under axes of one', [1, 1, 1, 5], 'NCHW', [5]],
  ] as const)('fits %s', (_, sample_shape, layout, shape) => {
    expect(matchDataset(model({ sample_shape }, { layout }), dataset({ shape }))).toEqual([]);
  });

  it('fits a dataset without labels, and a model without a domain', () => {
    expect(matchDataset(model({}, { domain: null }), dataset({ labels: {}, range: [-9, 9] }))).toEqual([]);
  });

  it('asks of a denoiser shape and values alone: it has no classes', () => {
    const denoiser = model({ role: 'denoiser', classes: 0 });
    expect(matchDataset(denoiser, dataset())).toEqual([]);
    const wrong = matchDataset(denoiser, dataset({ shape: [3, 28, 28], range: [0, 2] }));
    expect(wrong.map(({ code }) => code)).toEqual(['shape_mismatch', 'range_outside_domain']);
  });

  it('shows both sides of everything that does not fit, at once', () => {
    const wrong = dataset(
      { shape: [3, 32, 32], range: [0, 255], grid: 1, labels: { 9: 1, 10: 2, 11: 3 } },
      1,
    );
    expect(matchDataset(model(), wrong, '/inputs')).toEqual([
      {
        code: 'shape_mismatch',
        message:
          'the model takes samples of shape [1, 28, 28] (NCHW); the dataset has [3, 32, 32] (channels first)',
        pointer: '/inputs',
      },
      {
        code: 'label_outside_classes',
        message: 'the model has 10 classes (0 to 9); the dataset has the labels 10, 11 on 5 samples',
        pointer: '/inputs',
      },
      {
        code: 'range_outside_domain',
        message: `the model's domain is [0, 1]; the values of the dataset are in [0, 255]. If the stored values run from 0 to 255, upload them with the scale ${1 / 255}`,
        pointer: '/inputs',
      },
    ]);
  });

  it('says when only the layout is wrong, and when only the shape is', () => {
    const messageOf = (shape: readonly number[], sample_shape: readonly number[]) =>
      matchDataset(model({ sample_shape }), dataset({ shape }))[0]!.message;
    expect(messageOf([32, 32, 3], [3, 32, 32])).toContain('The channel axis lies elsewhere');
    expect(messageOf([3, 32, 32], [32, 32, 3])).toContain('The channel axis lies elsewhere');
    expect(messageOf([784], [1, 28, 28])).toContain('equally many values');
  });

  it('compares with what a method encodes, where one does, and not with what is unknown', () => {
    const doubled = model({ sample_shape: [28, 28, 2] }, { layout: 'NHWC' });
    const faults = (given: readonly number[], shape: readonly number[] | null) =>
      matchDataset(doubled, dataset({ shape: given }), '/dataset', { shape, encoder: 'ablation' });
    expect(faults([1, 28, 28], [28, 28, 1])).toEqual([]);
    expect(faults([28, 28], [28, 28, 1])).toEqual([]);
    expect(faults([2, 28, 28], [28, 28, 1])).toEqual([
      {
        code: 'shape_mismatch',
        message:
          'the model takes samples of shape [28, 28, 2] (NHWC), which the method ablation makes of [28, 28, 1]; the dataset has [2, 28, 28] (channels first)',
        pointer: '/dataset',
      },
    ]);
    expect(faults([2, 28, 28], null)).toEqual([]);
  });

  it('holds the domain to the last bit', () => {
    const codes = (range: readonly [number, number]) =>
      matchDataset(model(), dataset({ range })).map(({ code }) => code);
    expect(codes([0, 1])).toEqual([]);
    expect(codes([0, 1 + 2 ** -23])).toEqual(['range_outside_domain']);
    expect(codes([-(2 ** -30), 1])).toEqual(['range_outside_domain']);
  });

  it('takes the ends of a domain as the float32 that data have there', () => {
    const ends = model();
    const odd = { ...ends, declared: { ...ends.declared, domain: [-0.1, 0.3] as const } };
    const codes = (range: readonly [number, number]) =>
      matchDataset(odd, dataset({ range })).map(({ code }) => code);
    expect(codes([Math.fround(-0.1), Math.fround(0.3)])).toEqual([]);
    expect(codes([Math.fround(-0.1), Math.fround(0.3) + 2 ** -25])).toEqual(['range_outside_domain']);
  });

  it('hints at the scale of small whole numbers', () => {
    const digits = dataset({ range: [0, 16], grid: 1 }, 1);
    expect(matchDataset(model(), digits)[0]!.message).toContain(
      'from 0 to 16, upload them with the scale 0.0625',
    );
  });
});

describe('arrange', () => {
  it('puts channels where the model takes them', () => {
    const sample = Float32Array.of(1, 2, 3, 4, 5, 6, 7, 8);
    expect([...arrange(sample, { shape: [2, 2, 2], layout: 'NHWC' })]).toEqual([1, 5, 2, 6, 3, 7, 4, 8]);
    expect(arrange(sample, { shape: [2, 2, 2], layout: 'NCHW' })).toBe(sample);
    expect(arrange(sample, { shape: [8], layout: 'NHWC' })).toBe(sample);
    expect([...arrange(sample, { shape: [1, 4, 2], layout: 'NHWC' })]).toEqual([1, 5, 2, 6, 3, 7, 4, 8]);
  });
});
