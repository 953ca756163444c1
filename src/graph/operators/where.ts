import { selection } from './kinds/selection.ts';

/** One of two values for every element, constant or bounded, by a condition that is constant. */
export const where = selection('Where', {
  gap: (site) => (site.inputs[0]?.constant ? null : 'the condition depends on the input of the model'),
});
