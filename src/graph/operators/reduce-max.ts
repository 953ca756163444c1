import { keepsBatch } from './kinds/gaps.ts';
import { reducedAxes } from './kinds/reduction.ts';
import { selection } from './kinds/selection.ts';

/** The greatest over axes. */
export const reduceMax = selection('ReduceMax', {
  gap: (site) => keepsBatch(reducedAxes(site), 'takes the greatest'),
});
