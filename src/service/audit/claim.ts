import { z } from 'zod';

/** What a client says that a log was made with; unknown fields are faults. */
export const claimFields = {
  n: z
    .int()
    .min(1)
    .max(100_000_000)
    .describe('Draws a sample, as claimed; counted ones, without the selection'),
  alpha: z
    .number()
    .min(1e-100)
    .lt(0.5)
    .describe('One-sided: the probability that a bound is wrong, as claimed'),
  sigma: z
    .number()
    .positive()
    .describe('Standard deviation of the noise, in the units of the radii, as claimed'),
  selection: z
    .boolean()
    .default(false)
    .describe('The rows are chosen ones: gaps in `idx` are not missing rows')
    .meta({ default: false }),
};
