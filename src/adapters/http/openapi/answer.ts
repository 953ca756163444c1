import type { z } from 'zod';

type Headers = Readonly<Record<string, string>>;

/** A JSON answer as a route declares it; `headers`: name → description. */
export const answer = <Schema extends z.ZodType>(
  description: string,
  schema: Schema,
  headers: Headers = {},
) => ({
  description,
  headers: Object.fromEntries(
    Object.entries(headers).map(([name, meaning]) => [name, { type: 'string', description: meaning }]),
  ),
  content: { 'application/json': { schema } },
});

export const LOCATION = { Location: 'Path of the new resource' };
