import { z } from 'zod';
import type { FastifySchemaValidationError } from 'fastify/types/schema.js';
import type { Fault } from '../../service/errors.ts';

/**
 * Query parameters arrive as text. Each builder reads the text that is exactly such a value and leaves anything else
 * as it came, so that the inner schema refuses it by type: `limit=`, `limit=0x10` and `limit=1&limit=2` are faults.
 */
export const integer = <Inner extends z.ZodType>(inner: Inner) =>
  z.preprocess((text) => (typeof text === 'string' && /^\d{1,15}$/.test(text) ? Number(text) : text), inner);

export const flag = () =>
  z.preprocess((text) => (text === 'true' ? true : text === 'false' ? false : text), z.boolean());

const DECIMAL = /^(\d{1,20}(\.\d{1,20})?|\.\d{1,20})([eE][-+]?\d{1,3})?$/;
export const decimal = <Inner extends z.ZodType>(inner: Inner) =>
  z.preprocess((text) => (typeof text === 'string' && DECIMAL.test(text) ? Number(text) : text), inner);

export const numbers = <Inner extends z.ZodType>(inner: Inner) =>
  z.preprocess(
    (text) =>
      typeof text === 'string'
        ? text.split(',').map((part) => (DECIMAL.test(part) ? Number(part) : part))
        : text,
    inner,
  );

/** An opaque cursor as an earlier page gave it. */
export const cursor = z
  .string()
  .regex(/^[\x21-\x7e]{1,512}$/, 'not a cursor of this list')
  .describe('`next_cursor` of the page before');

export const paging = {
  limit: integer(z.number().int().min(1).max(500))
    .default(50)
    .meta({ description: 'Entries in a page', default: 50 }),
  cursor: cursor.optional(),
};

/** Of text that is no such value: its type would not help, for everything in a query is text. */
const WRITTEN: Readonly<Record<string, string>> = {
  number: 'not a number as it is written here: 100000, or 0.001 where fractions are possible',
  boolean: 'neither true nor false',
};

const typeOf = ({ keyword, params }: FastifySchemaValidationError): string =>
  keyword === 'invalid_type' ? String(params['expected']) : '';

/** Every issue of a query as a fault of its own; a parameter that does not exist is one too. */
export function queryFaults(issues: readonly FastifySchemaValidationError[]): readonly Fault[] {
  return issues.flatMap((issue) => {
    const unknown =
      issue.keyword === 'unrecognized_keys' ? (issue.params['keys'] as readonly string[]) : null;
    if (unknown) {
      return unknown.map((name) => ({
        code: 'parameter_unknown',
        message: `there is no query parameter "${name}" here`,
        pointer: `#query/${name}`,
      }));
    }
    const message = WRITTEN[typeOf(issue)] ?? issue.message ?? 'not a value of this parameter';
    return [{ code: 'value_invalid', message, pointer: `#query${issue.instancePath}` }];
  });
}
