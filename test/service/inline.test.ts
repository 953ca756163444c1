import { describe, expect, it } from 'vitest';
import { decodeSample, HEADER_SIZE, readHeader, sampleRange } from '../../src/service/dataset/canonical.ts';
import { arrange } from '../../src/service/dataset/match.ts';
import type { Fault } from '../../src/service/errors.ts';
import { inlineDataset } from '../../src/service/inline.ts';
import type { Model } from '../../src/service/model/model.ts';
import { aModel, at } from '../support/records.ts';

const withShape = (
  shape: readonly number[],
  layout: 'NCHW' | 'NHWC',
  domain: readonly [number, number] | null = null,
): Model => {
  const model = aModel();
  return {
    ...model,
    declared: { ...model.declared, layout, domain },
    facts: { ...model.facts, sample_shape: shape },
  };
};

const plainly = ({ facts }: Model) => ({ shape: facts.sample_shape, encoder: null });

/** What the model is given in the end, by the way that a runner takes. */
function given(model: Model, data: unknown[]): number[] {
  const made = inlineDataset([{ data: data as never, label: 1 }], model, plainly(model), at(0));
  if (Array.isArray(made)) throw new Error(JSON.stringify(made));
  const bytes = Buffer.concat(made.pieces);
  const header = readHeader(bytes.subarray(0, HEADER_SIZE));
  const { offset, length } = sampleRange(header, 0);
  const stored = decodeSample(bytes.subarray(offset, offset + length), header);
  return [...arrange(stored, { shape: model.facts.sample_shape, layout: model.declared.layout })];
}

describe('inputs in a request', () => {
  const flat = Array.from({ length: 12 }, (_, i) => i);
  const nested = [0, 1].map((h) => [0, 1].map((w) => [0, 1, 2].map((c) => 6 * h + 3 * w + c)));

  it('are given to the model as they are written, flat or nested, whatever its layout', () => {
    const channelsLast = withShape([2, 2, 3], 'NHWC');
    expect(given(channelsLast, flat)).toEqual(flat);
    expect(given(channelsLast, nested)).toEqual(flat);
    const channelsFirst = withShape([3, 2, 2], 'NCHW');
    expect(given(channelsFirst, flat)).toEqual(flat);
    expect(given(withShape([12], 'NCHW'), flat)).toEqual(flat);
  });

  it('are one dataset when they are the same, and faults when they are wrong', () => {
    const model = withShape([2], 'NCHW');
    const once = inlineDataset([{ data: [0, 1], label: 1 }], model, plainly(model), at(0));
    expect(inlineDataset([{ data: [0, 1], label: 1 }], model, plainly(model), at(5))).toMatchObject({
      dataset: { id: (once as { dataset: { id: string } }).dataset.id },
    });
    const faults = inlineDataset([{ data: [0, 'x'], label: 1 }], model, plainly(model), at(0));
    expect(faults).toMatchObject([{ pointer: expect.stringMatching(/^\/inputs/) as unknown }]);
  });

  it('tell six faults at six places, in the words of the request', () => {
    const model = withShape([2], 'NCHW', [0, 1]);
    const inputs = [
      { data: [0, 'x'], label: 1 },
      { data: [0], label: 1 },
      { data: [[0], 1], label: 1 },
      { data: [0, 1], label: 7 },
      { data: [0, 1.5], label: 1 },
      { data: [0, 1], label: 1, extra: true },
      { data: [0, 1], label: null },
    ];
    const faults = inlineDataset(inputs, model, plainly(model), at(0)) as Fault[];
    expect(faults.map(({ pointer, code }) => [pointer, code])).toEqual([
      ['/inputs/0/data', 'input_invalid'],
      ['/inputs/1/data', 'input_invalid'],
      ['/inputs/2/data', 'input_invalid'],
      ['/inputs/3/label', 'label_outside_classes'],
      ['/inputs/4/data', 'range_outside_domain'],
      ['/inputs/5', 'input_invalid'],
      ['/inputs/6/label', 'input_invalid'],
    ]);
    expect(faults.map(({ message }) => message).join()).not.toMatch(/dataset|scale|scaling/);
  });

  it('have the shape that the method encodes, where it does', () => {
    const model = withShape([2, 2, 2], 'NHWC', [0, 1]);
    const inline = (data: readonly unknown[], shape: readonly number[] | null) =>
      inlineDataset([{ data: data as never, label: 1 }], model, { shape, encoder: 'ablation' }, at(0));
    const pixels = [0, 0.25, 0.5, 1];
    expect(inline(pixels, [2, 2, 1])).toMatchObject({ dataset: { facts: { shape: [1, 2, 2] } } });
    expect(inline([...pixels, ...pixels], [2, 2, 1])).toMatchObject([
      {
        message:
          'inputs[0].data has the shape [8]; the model takes [2, 2, 2], which the method ablation makes of [2, 2, 1]',
        pointer: '/inputs/0/data',
      },
    ]);
  });

  it('have their own shape where none would do, and are judged by their values', () => {
    const model = withShape([2, 2, 2], 'NCHW', [0, 1]);
    const inline = (data: readonly number[], label: number) =>
      inlineDataset([{ data, label }], model, { shape: null, encoder: 'ablation' }, at(0));
    expect(inline([0, 1, 1], 1)).toMatchObject({ dataset: { facts: { shape: [3], range: [0, 1] } } });
    expect(inline([0, 1, 2], 7)).toMatchObject([
      { code: 'label_outside_classes' },
      { code: 'range_outside_domain' },
    ]);
  });

  const deep = (depth: number): unknown => JSON.parse('['.repeat(depth) + ']'.repeat(depth));
  it.each([
    ['empty lists', []],
    ['empty objects', {}],
    ['lists in lists', [[]]],
    ['fifty lists', deep(50)],
    ['a hundred thousand lists', deep(100_000)],
    ['infinite numbers', [Infinity]],
    ['numbers, too many', 0],
  ])('are refused at the first of many: %s', (_, one) => {
    // Whatever is read beyond the first few is counted: two hundred thousand of them are not looked at.
    let read = 0;
    const data = new Proxy(
      Array.from({ length: 200_000 }, () => one),
      {
        get: (list, key, receiver) => {
          read++;
          return Reflect.get(list, key, receiver) as unknown;
        },
      },
    );
    // The second model takes as many values as the first list promises.
    const models = [withShape([2], 'NCHW'), ...(one === 0 ? [] : [withShape([200_000], 'NCHW')])];
    for (const model of models) {
      const faults = inlineDataset([{ data, label: 1 }], model, plainly(model), at(0));
      expect(faults).toMatchObject([{ code: 'input_invalid', pointer: '/inputs/0/data' }]);
    }
    expect(read).toBeLessThan(20);
  });
});
