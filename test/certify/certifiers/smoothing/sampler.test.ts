import { expect, it } from 'vitest';
import { noiseSampler } from '../../../../src/certify/certifiers/smoothing/sampler.ts';
import { STAGES } from '../../../../src/certify/statistics/keystream.ts';
import { key } from '../../numbers.ts';
import { DIGITS } from './problem.ts';
import { settledOf } from './worst-case.ts';

const at = { stage: STAGES.estimation, sample: 0, draw: 0 };
const sample = { index: 0, values: Float32Array.of(0, 0.5, 1), label: null };

/** What copies of a sample differ from it by, in steps. */
function steps(fields: object): number[] {
  const sampler = noiseSampler(settledOf({ ...fields, n: 1000 }, DIGITS), [3], key(1));
  const out = new Float32Array(3 * 5000);
  sampler.at(sample).fill(out, at);
  return [...out].map((x, i) => (x - sample.values[i % 3]!) * 16);
}

it.each([
  [{ noise: 'uniform', lambda: 0.25 }, -4, 3, (16 ** 2 / 4 - 1) / 12],
  [{ noise: 'laplace', b: 0.25 }, -80, 80, 2 * 16],
  [{ sigma: 0.25, norm: 'linf' }, -24, 24, 16],
])("draws the method's own noise: %j", (fields, least, most, variance) => {
  const found = steps(fields);
  expect(found.every((j) => Number.isInteger(j) && j >= least && j <= most)).toBe(true);
  const mean = found.reduce((sum, j) => sum + j, 0) / found.length;
  const spread = found.reduce((sum, j) => sum + (j - mean) ** 2, 0) / found.length;
  expect(spread / variance).toBeGreaterThan(0.93);
  expect(spread / variance).toBeLessThan(1.07);
});

it('has rows of the size of a sample, and refuses another', () => {
  const sampler = noiseSampler(settledOf({ sigma: 0.25, n: 1000 }, DIGITS), [1, 3], key(1));
  expect(sampler.size).toBe(3);
  expect(sampler.ends).toEqual([-1.5, 2.5]);
  const wrong = { ...sample, values: new Float32Array(2) };
  expect(() => sampler.at(wrong)).toThrow('2 values for a model of 3');
});
