import { keepsBatch } from './kinds/gaps.ts';
import { reducedAxes } from './kinds/reduction.ts';
import { selection } from './kinds/selection.ts';

/** The least over axes. */
export const reduceMin = selection('ReduceMin', {
  gap: (site) => keepsBatch(reducedAxes(site), 'takes the least'),
});
