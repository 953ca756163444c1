import type { AnytimeMethod } from '../../../../src/certify/certifiers/smoothing/request.ts';

export const METHOD: AnytimeMethod = {
  name: 'smoothing',
  task: 'certify',
  sigma: 0.5,
  max_n: 10_000,
  alpha: 0.001,
  grid: { step: 0.0625, low: 0, high: 1, source: 'model' },
};
export const EXACT = { allowance: 0, distance: 0 };
