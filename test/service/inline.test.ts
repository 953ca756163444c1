import { describe, expect, it } from 'vitest';
import { decodeSample, HEADER_SIZE, readHeader, sampleRange } from '../../src/service/dataset/canonical.ts';
import { arrange } from '../../src/service/dataset/match.ts';
import { inlineDataset } from '../../src/service/inline.ts';
import type { Model } from '../../src/service/model/model.ts';
import { aModel, at } from '../support/records.ts';

const withShape = (shape: readonly number[], layout: 'NCHW' | 'NHWC'): Model => {
  const model = aModel();
  return {
    ...model,
    declared: { ...model.declared, layout },
    facts: { ...model.facts, sample_shape: shape },
  };
};

/** What the model is given in the end, by the way that a runner takes. */
function given(model: Model, data: unknown[]): number[] {
  const made = inlineDataset([{ data: data as never, label: 1 }], model, at(0));
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
    const once = inlineDataset([{ data: [0, 1], label: 1 }], model, at(0));
    expect(inlineDataset([{ data: [0, 1], label: 1 }], model, at(5))).toMatchObject({
      dataset: { id: (once as { dataset: { id: string } }).dataset.id },
    });
    const faults = inlineDataset([{ data: [0, 'x'], label: 1 }], model, at(0));
    expect(faults).toMatchObject([{ pointer: expect.stringMatching(/^\/inputs/) as unknown }]);
  });
});
