import { describe, expect, it } from 'vitest';
import { influencedRow } from '../../../src/certify/voting/independence.ts';
import type { Classifier } from '../../../src/certify/classifier.ts';
import { Noise } from '../../../src/certify/statistics/noise.ts';
import { key } from '../numbers.ts';
import { stepClassifier } from '../synthetic.ts';

const noise = new Noise({ step: 0.0625, low: 0, high: 1 }, 0.25, 1, key(1));
const places = Int32Array.of(7);

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
    expect(await influencedRow(stepClassifier(64, 0.5), noise, 3, places)).toBeNull();
    expect(await influencedRow(stepClassifier(1, 0.5), noise, 3, places)).toBeNull();
  });

  it('finds a row whose class depends on its neighbours', async () => {
    expect(await influencedRow(meanClassifier(64), noise, 3, places)).not.toBeNull();
  });
});
