import { z } from 'zod';
import { claimFields } from '../../../service/audit/claim.ts';
import type { DocumentedBody } from './body.ts';

const printed = z
  .union([z.number().min(0), z.string()])
  .nullable()
  .describe('As printed; as text it keeps its digits');
const correct = z.union([z.boolean(), z.literal(0), z.literal(1)]).nullable();

/** A row by the names of published logs. Those of the results of a job here are read too. */
const row = z.strictObject({
  idx: z.int().min(0),
  label: z.int().min(0).nullable(),
  predict: z.int().min(-1).nullable().describe('−1 or null for an abstention'),
  radius: printed,
  correct,
  count: z.int().min(0).optional().describe('Votes of the class'),
  n: z.int().min(1).optional().describe('Draws of this row, where they differ from the claim'),
  time: z.any().optional().describe('Not looked at'),
});
const count = z.strictObject({
  idx: z.int().min(0),
  count: z.int().min(0),
  n: z.int().min(1).optional(),
  label: z.int().min(0).nullable().optional(),
  predict: z.int().min(-1).nullable().optional(),
  radius: printed.optional(),
  correct: correct.optional(),
});

const request = z.strictObject({
  ...claimFields,
  rows: z.array(row).min(1).optional().describe('The log; or give `counts`'),
  counts: z.array(count).min(1).optional().describe('Votes, out of which the radii are computed'),
});

const CLAIM = { n: 100_000, alpha: 0.001, sigma: 0.5 };
const LINES = [
  'idx\tlabel\tpredict\tradius\tcorrect',
  '0\t7\t7\t1.87\t1',
  '1\t2\t2\t1.91\t1',
  '2\t9\t-1\t0.0\t0',
];
const TSV = LINES.join('\n');
const example = (value: unknown) => ({ log: { summary: 'Three rows of a published log', value } });

export const auditBody: DocumentedBody = {
  description:
    'A log as a table with a header (columns idx, label, predict, radius, correct and perhaps count, n, time, in any ' +
    'order; tabs or commas), with what it claims in `metadata` or, where the table is the whole body, in the query. ' +
    'Or all of it as JSON. The results of a job here, as CSV or JSON, are such a log. Up to 50,000 rows.',
  content: {
    'application/json': {
      schema: request,
      examples: {
        rows: {
          summary: 'Rows of a log that does not hold what it claims: it was made with alpha = 0.001',
          value: {
            ...CLAIM,
            alpha: 0.002,
            rows: [
              { idx: 0, label: 7, predict: 7, radius: 1.87, correct: 1 },
              { idx: 1, label: 2, predict: 2, radius: '1.91', correct: 1 },
              { idx: 2, label: 9, predict: -1, radius: 0, correct: 0 },
            ],
          },
        },
        counts: {
          summary: 'Counts, out of which radii are computed',
          value: {
            ...CLAIM,
            counts: [
              { idx: 0, count: 99_999 },
              { idx: 1, count: 100, n: 100 },
            ],
          },
        },
      },
    },
    'multipart/form-data': {
      schema: z.strictObject(claimFields).describe('What the log claims'),
      files: { file: { description: 'The log: TSV or CSV' } },
      examples: { claim: { summary: 'What the log claims', value: CLAIM } },
    },
    'text/tab-separated-values': { schema: z.string(), examples: example(TSV) },
    'text/csv': { schema: z.string(), examples: example(TSV.replaceAll('\t', ',')) },
  },
};
