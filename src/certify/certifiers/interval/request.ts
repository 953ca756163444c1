import { z } from 'zod';

const NORMS = ['linf', 'l2', 'l1'] as const;

/** Sizes between which float32 bounds say something, in the model's input units. */
const LEAST = 1e-30;
const MOST = 2 ** 40;
const MOST_EPSILONS = 64;
const MOST_CHANNELS = 65_536;

const EPSILON = z.number().min(LEAST).max(MOST);
const NORM = z
  .enum(NORMS)
  .describe('Of the perturbation: linf changes every value by up to epsilon, l2 and l1 bound the whole');
const EPSILONS = z
  .union([EPSILON, z.array(EPSILON).min(1).max(MOST_EPSILONS)], {
    error: `must be a positive number, or a list of 1 to ${MOST_EPSILONS} of them`,
  })
  .describe(
    "Size of the perturbation, in the model's input units, or several sizes at once; or give `search` in its place",
  );
const SEARCH = z
  .strictObject({
    max: EPSILON.describe('The largest radius that is looked for'),
    steps: z.int().min(1).max(30).default(16).describe('Halvings: the radius is found to max / 2^steps'),
  })
  .describe("Find every sample's largest certified radius up to a limit, by bisection");
const ARITHMETIC = z
  .enum(['float32', 'real'])
  .describe(
    'float32: what is certified is the program as the engine runs it, every rounding included. ' +
      'real: the network in exact arithmetic, as the literature reports it',
  );
const CHANNELS = z
  .array(z.number().min(1e-6).max(1e6))
  .min(1)
  .max(MOST_CHANNELS)
  .describe(
    'Factors of epsilon, one for each channel of a sample (its first axis): a value of channel c changes by up to epsilon × channels[c]. For linf only',
  );

/** What a client writes. */
export const INTERVAL_REQUEST = z
  .strictObject({
    name: z.literal('interval'),
    norm: NORM.default('linf'),
    epsilon: EPSILONS.optional().meta({ 'x-either': ['size', 'given, one or several'] }),
    search: SEARCH.optional().meta({ 'x-either': ['size', 'searched for each sample'] }),
    arithmetic: ARITHMETIC.default('float32'),
    channels: CHANNELS.optional().meta({ 'x-when': { norm: ['linf'] } }),
  })
  .meta({
    title: 'Interval bounds',
    description:
      'Certifies the model itself, without chance: bounds of every value for all perturbations of a sample at once, computed by the engine in batches. ' +
      'Certified when the sample’s class stays ahead of every other by a margin whose lower bound is positive; undecided when a bound is too loose. ' +
      'In linf the perturbed inputs are cut to the declared domain.',
    examples: [
      { name: 'interval', norm: 'linf', epsilon: 0.1 },
      { name: 'interval', epsilon: [0.05, 0.1], arithmetic: 'real' },
      { name: 'interval', search: { max: 0.3, steps: 16 } },
    ],
  });
export type IntervalRequest = z.output<typeof INTERVAL_REQUEST>;

/** The same with nothing left open. */
export const INTERVAL_SETTLED = z
  .strictObject({
    name: z.literal('interval'),
    norm: NORM,
    epsilon: EPSILONS.optional().describe('The size; or several, ascending'),
    search: z.strictObject({ max: EPSILON, steps: z.int().min(1).max(30) }).optional(),
    arithmetic: ARITHMETIC,
    channels: CHANNELS.optional(),
    domain: z
      .tuple([z.number(), z.number()])
      .nullable()
      .describe('What the perturbed inputs are cut to; null where they are not'),
    reach: z.number().positive().describe('No input that is spoken of is larger in size than this'),
  })
  .meta({ title: 'Interval bounds, settled' });
export type IntervalSettled = z.output<typeof INTERVAL_SETTLED>;

/** The sizes that are asked about, ascending; only the limit of a search. */
export function epsilonsOf({ epsilon, search }: Pick<IntervalSettled, 'epsilon' | 'search'>): number[] {
  return [search?.max ?? epsilon ?? []].flat();
}
