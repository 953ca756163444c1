import { piecewise } from './kinds/elementwise.ts';
import { numbersAt } from './kinds/places.ts';
import type { Site } from './site.ts';

/** x where x ≥ 0, else slope·x with a constant slope for every element, rounded once. Slopes may have any sign. */
export const prelu = piecewise(
  'PRelu',
  (site) => (slopes(site).some((one) => one < 0) ? [0] : []),
  'rounded',
  {
    gap: (site) => (slopes(site).every(Number.isFinite) ? null : 'a slope is not a finite number'),
  },
);

const slopes = (site: Site): readonly number[] => numbersAt(site, 1) ?? [];
