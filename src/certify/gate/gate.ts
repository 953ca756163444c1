import { z } from 'zod';
import type { Guarantee } from '../certifier.ts';
import { STANDARD_DELTA } from '../dataset-statement.ts';

export const METRICS = [
  'certified_accuracy',
  'clean_accuracy',
  'average_certified_radius',
  'abstention_rate',
] as const;
export type Metric = (typeof METRICS)[number];

const SHARE = z.number().gt(0).max(1);
const least = (value: z.ZodNumber, what: string) => value.describe(`${what}, at least`);
const RADIUS = z
  .number()
  .min(0)
  .describe("In the model's input units, or in whole pixels, as the method states it");
const COMMON = {
  delta: z
    .number()
    .gt(0)
    .lt(0.5)
    .default(STANDARD_DELTA)
    .describe('1 − confidence with which the minimum must be proved'),
  stop: z
    .boolean()
    .default(true)
    .describe('Whether the job may end before its last sample, once no result to come can change an answer'),
};
const OF = z
  .enum(['samples', 'population'])
  .default('samples')
  .describe(
    'samples: these samples, all at once. population: inputs that were not tested, if the samples were drawn from them independently at random',
  );

/** A condition on a job, as a client writes it. */
export const GATE_REQUEST = z.discriminatedUnion(
  'metric',
  [
    z.strictObject({
      metric: z.literal('certified_accuracy'),
      radius: RADIUS,
      min: least(SHARE, 'Share of samples that are right and certified that far'),
      of: OF,
      ...COMMON,
    }),
    z.strictObject({
      metric: z.literal('clean_accuracy'),
      min: least(SHARE, 'Share of samples that the certified classifier gets right'),
      of: OF,
      ...COMMON,
    }),
    z.strictObject({
      metric: z.literal('average_certified_radius'),
      min: least(z.number().positive(), 'Mean of the radius of what is right and certified, else 0'),
      ...COMMON,
    }),
    z.strictObject({
      metric: z.literal('abstention_rate'),
      max: z
        .number()
        .min(0)
        .lt(1)
        .describe(
          'Share of samples that end abstained or undecided, at most: a count, which is not inferred',
        ),
      stop: COMMON.stop,
    }),
  ],
  { error: `name one of the metrics: ${METRICS.join(', ')}` },
);
export type GateRequest = z.output<typeof GATE_REQUEST>;

/** Conditions beyond these say nothing new, and each costs a little with every row. */
const MOST = 16;
export const GATE_REQUESTS = z.array(GATE_REQUEST).min(1).max(MOST);

/**
 * A condition with everything that its answer depends on but the rows: what was asked, for how many samples, and what the
 * rows must come to.
 *
 * Counts are of "good" rows: those that count for a minimum, or that are not among what a maximum limits.
 */
export interface Gate {
  readonly metric: Metric;
  readonly radius: number | null;
  readonly min: number | null;
  readonly max: number | null;
  readonly of: 'samples' | 'population';
  /** Null for a count, which is not inferred. */
  readonly delta: number | null;
  readonly stop: boolean;
  readonly guarantee: Guarantee;
  /** Samples of the job: fixed before the first. */
  readonly planned: number;
  /** 1 − δ as it is stated; null where no chance plays a part. */
  readonly confidence: number | null;
  /** How many of all certificates may be false, with that confidence. */
  readonly allowance: number;
  /** Good rows with which the bound reaches the threshold, and below which the value does not; null for a mean of radii. */
  readonly needs: { readonly proved: number; readonly counted: number } | null;
  /** No row has a larger radius; null where that is not known, or not needed. */
  readonly largest_radius: number | null;
}
