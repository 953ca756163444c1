import { describe, expect, it } from 'vitest';
import { influencedRow } from '../../../src/certify/voting/independence.ts';
import type { Classifier } from '../../../src/certify/classifier.ts';
import type { Sampler } from '../../../src/certify/voting/sampler.ts';
import { stepClassifier } from '../synthetic.ts';
import { placedAt } from './placed.ts';

const SAMPLER: Sampler = { size: 1, ends: [-1.5, 2.5], at: () => placedAt(7, 1) };
const SAMPLE = { index: 3, values: Float32Array.of(7 / 16), label: null };

/** Class 1 where the value is above the mean of its batch. */
const meanClassifier = (batch: number): Classifier => ({
  batch,
  classes: 2,
  shape: [1],
  async logits(input) {
    const mean = input.reduce((sum, x) => sum + x, 0) / batch;
    return Float32Array.from({ length: 2 * batch }, (_, i) => (i % 2 === 0 ? mean : input[i >> 1]!));
  },
});

describe('influencedRow', () => {
  it('finds nothing where rows are alone', async () => {
    expect(await influencedRow(stepClassifier(64, 0.5), SAMPLER, SAMPLE)).toBeNull();
    expect(await influencedRow(stepClassifier(1, 0.5), SAMPLER, SAMPLE)).toBeNull();
  });

  it('finds a row whose class depends on its neighbours', async () => {
    expect(await influencedRow(meanClassifier(64), SAMPLER, SAMPLE)).not.toBeNull();
  });
});
