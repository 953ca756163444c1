import { z } from 'zod';

/** A page of a list. */
export const pageOf = <Entry extends z.ZodType>(entry: Entry) =>
  z.object({
    data: z.array(entry),
    has_more: z.boolean(),
    next_cursor: z
      .string()
      .nullable()
      .describe('Give it as `cursor` to get the next page; null on the last one'),
  });

export const time = z.iso.datetime().meta({ examples: ['2026-01-31T12:00:00.000Z'] });
export const digest = z
  .string()
  .regex(/^sha256:[0-9a-f]{64}$/)
  .describe('sha-256 of the bytes');

/** A reason why something is refused or does not apply. */
export const reason = z.object({
  code: z.string(),
  message: z.string(),
  pointer: z.string().optional(),
  node: z.string().optional(),
  operator: z.string().optional(),
});
