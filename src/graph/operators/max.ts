import { numbersAt } from './kinds/places.ts';
import { selection } from './kinds/selection.ts';

/** The greatest of several, constant or bounded: rises with each of them, and is one of them. */
export const max = selection('Max', {
  nonNegative: (site) =>
    site.inputs.some((_, place) => numbersAt(site, place)?.every((number) => number >= 0) ?? false),
});
