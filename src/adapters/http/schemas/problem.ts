import { z } from 'zod';
import { REFUSALS } from '../../../service/errors.ts';
import type { RefusalCode } from '../../../service/errors.ts';

const codes = Object.keys(REFUSALS) as [RefusalCode, ...RefusalCode[]];

const fault = z.object({
  code: z.string().describe('Stable name of what is wrong'),
  message: z.string(),
  pointer: z
    .string()
    .optional()
    .describe(
      'RFC 6901 pointer into the JSON body or the metadata, `#query/name` for a query parameter, or `#line/17/column` ' +
        'for a line of a table',
    ),
  node: z.string().optional().describe('Node of the model'),
  operator: z.string().optional().describe('Operator of that node'),
});

export const problem = z
  .object({
    type: z.string().describe('URI that names the kind of problem'),
    title: z.string(),
    status: z.int(),
    code: z.enum(codes).describe('Stable; the list of all codes is in the description of this API'),
    detail: z.string(),
    errors: z
      .array(fault)
      .describe('Everything that is wrong, at once; past the first hundred, one that says how many more'),
    request_id: z.string().describe('Finds the request in the log of the service'),
    instance: z.string().describe('Path of the request'),
  })
  .meta({ id: 'Problem', description: 'What went wrong (RFC 9457)' });

export type Problem = z.output<typeof problem>;
