import { z } from 'zod';

const DRAWS = z.int().min(1).max(100_000_000);
const N = DRAWS.describe('Draws that are counted, fresh ones after the selection');
const N0 = z.int().max(1_000_000);
const MAX_N = DRAWS.describe(
  'Draws at most, looked at over and over; those that select the class count too. The run ends at the last look before: every draw up to 128, then every 1/64 more or less, at round numbers',
);
const ALPHA = z
  .number()
  .min(1e-100)
  .lt(0.5)
  .describe('Probability that the statement about one sample is wrong, at most');

/** Hexadecimal, 32 bytes. */
export const SEED = z.string().regex(/^[0-9a-f]{64}$/, 'a seed is 64 lower-case hexadecimal digits');

/** Where sampling may stop before its cap. */
const TARGET = z
  .strictObject({
    radius: z
      .number()
      .positive()
      .optional()
      .describe('Decide whether the sample is certified at this radius')
      .meta({ 'x-either': ['goal', 'a decision'] }),
    width: z
      .number()
      .positive()
      .optional()
      .describe('Sample until the radius is known to ± this')
      .meta({ 'x-either': ['goal', 'a radius'] }),
  })
  .refine(({ radius, width }) => (radius === undefined) !== (width === undefined), {
    message: 'state a radius or a width, and one of them only',
  })
  .describe('What to stop at, before max_n: a decision at a radius, or a radius known to ± a width')
  .meta({ examples: [{ radius: 0.5 }, { width: 0.02 }] });

/** How forms are drawn of it (`src/certify/certifiers/README.md`): what goes with which choice. */
const CERTIFY_ONLY = { 'x-when': { task: ['certify'] } };
const FIXED = { 'x-either': ['draws', 'a fixed number'] };
const ANYTIME = { 'x-either': ['draws', 'as many as it takes, up to a cap'], ...CERTIFY_ONLY };

/** What a client writes of how votes are counted, in every method that draws them. */
export const VOTING_REQUEST = {
  task: z
    .enum(['certify', 'predict'])
    .default('certify')
    .describe('certify: class and radius. predict: the smoothed classifier’s class alone, from fewer draws'),
  n0: N0.min(1)
    .optional()
    .describe('Draws that select the candidate class (certify only)')
    .meta({ default: 100, ...FIXED, ...CERTIFY_ONLY }),
  n: N.optional().meta({ default: 100_000, ...FIXED }),
  max_n: MAX_N.optional().meta({ examples: [100_000], ...ANYTIME }),
  target: TARGET.optional().meta(ANYTIME),
  two_sided: z
    .boolean()
    .optional()
    .describe(
      'Bounds the likeliest other class too, at a share of alpha: a larger radius where the others are divided (certify only)',
    )
    .meta(CERTIFY_ONLY),
  alpha: ALPHA.default(0.001),
  seed: SEED.optional().describe(
    'Key of the draws. Left out, it is derived from model, dataset and parameters; stated, the result says so',
  ),
};

/** The same with nothing left open. */
export const VOTING_SETTLED = {
  task: z.enum(['certify', 'predict']),
  n0: N0.min(0).optional().describe('0 for the task predict, which selects nothing'),
  n: N.optional(),
  max_n: MAX_N.optional(),
  target: TARGET.optional(),
  alpha: ALPHA,
  alpha_rival: z
    .number()
    .positive()
    .optional()
    .describe(
      'With two_sided: the share of alpha of an upper bound of another class; it is spent once with n, twice with max_n',
    ),
  seed: SEED.optional(),
};

export type VotingRequest = z.output<z.ZodObject<typeof VOTING_REQUEST>>;
export type Voting = z.output<z.ZodObject<typeof VOTING_SETTLED>>;

/** A number of draws that is fixed before the first. */
export interface FixedVoting extends Voting {
  readonly n0: number;
  readonly n: number;
}

/** Draws that are looked at over and over, up to a cap. */
export interface AnytimeVoting extends Voting {
  readonly max_n: number;
}

export const isAnytime = <V extends Voting>(method: V): method is V & AnytimeVoting =>
  method.max_n !== undefined;
export const isFixed = <V extends Voting>(method: V): method is V & FixedVoting =>
  method.n0 !== undefined && method.n !== undefined;

/** Either n0 and n draws, or up to max_n. */
export const isEither = ({ n0, n, max_n: cap }: Voting): boolean =>
  (n0 !== undefined && n !== undefined) !== (cap !== undefined);
export const EITHER = { message: 'settled is either n0 and n, or max_n' };
