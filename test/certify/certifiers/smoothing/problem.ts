import type { Problem } from '../../../../src/certify/certifier.ts';

/** Images of 8 × 8 in [0, 1], declared on a grid of sixteenths. */
export const DIGITS: Problem = {
  classes: 10,
  shape: [1, 8, 8],
  domain: [0, 1],
  grid: 0.0625,
  data: { range: [0, 1], grid: 0.0625 },
};
