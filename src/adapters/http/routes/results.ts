import { z } from 'zod';
import { pageOfMore, positionOf } from '../cursor.ts';
import { Refusal } from '../../../service/errors.ts';
import { idOf, idParams } from '../ids.ts';
import { negotiate } from '../negotiate.ts';
import { parquet, PARQUET_TYPE } from '../parquet.ts';
import { cursor, integer } from '../query.ts';
import type { Route } from '../route.ts';
import { pageOf } from '../schemas/page.ts';
import { result } from '../schemas/result.ts';
import type { ResultView } from '../schemas/result.ts';
import { sendStream } from '../streaming.ts';
import { csv, ndjson, rowsOf } from '../tables.ts';
import type { Result } from '../../../service/provable.ts';

const OFFERS = ['application/json', 'text/csv', 'application/x-ndjson', PARQUET_TYPE] as const;

/** What is sent of a whole job: its type, what a file of it is called, and how the rows become it. */
const TABLES = {
  'text/csv': { type: 'text/csv; charset=utf-8', extension: 'csv', make: csv },
  'application/x-ndjson': { type: 'application/x-ndjson; charset=utf-8', extension: 'ndjson', make: ndjson },
  [PARQUET_TYPE]: { type: PARQUET_TYPE, extension: 'parquet', make: parquet },
} as const;

const query = z.strictObject({
  limit: integer(z.number().int().min(1).max(500))
    .optional()
    .describe('Rows in a page, 50 when left out; JSON only'),
  cursor: cursor.optional().describe('`next_cursor` of the page before; JSON only'),
});

export const results: Route = (app, { provable }) => {
  app.route({
    method: 'GET',
    url: '/v1/jobs/:id/results',
    schema: {
      operationId: 'listResults',
      tags: ['jobs'],
      summary: 'Results, one row a sample',
      description:
        'In the order of `index`. JSON comes in pages; CSV, NDJSON and Parquet (by `Accept`) hold the whole job. While the job ' +
        'runs these are the rows there are, more will come between them. A row with `final` false is of a sample that is ' +
        'being worked on: a certificate already, whose radius never shrinks; the final row takes its place. A job that ' +
        'extends another one begins with the rows of that one.',
      params: idParams('job'),
      querystring: query,
      response: {
        200: {
          description: 'Rows',
          content: {
            'application/json': { schema: pageOf(result) },
            'text/csv': { schema: z.string().describe('With a header; the column `evidence` is JSON') },
            'application/x-ndjson': { schema: z.string().describe('One row a line, as JSON') },
            [PARQUET_TYPE]: {
              schema: z.string().describe('The columns of the CSV, with types').meta({ format: 'binary' }),
            },
          },
        },
      },
    },
    config: { offers: OFFERS, refusals: ['job_unknown', 'not_acceptable'] },
    handler: async (request, reply) => {
      const id = idOf('job', request.params);
      const type = negotiate(request, OFFERS);
      void reply.header('vary', 'accept');
      if (type === 'application/json') {
        const { limit = 50, cursor: given } = request.query;
        const rows = await provable.rows(id, positionOf(given), limit + 1);
        return reply.type(type).send(pageOfMore(rows, limit, (row) => row.index, resultView));
      }
      refusePaging(request.query);
      await provable.job(id);
      const table = TABLES[type];
      void reply.header('content-disposition', `inline; filename="${id}.${table.extension}"`);
      return sendStream(request, reply, table.type, table.make(rowsOf(provable, id)));
    },
  });
};

const resultView = (row: Result): ResultView => ({ ...row, evidence: evidenceView(row.evidence) });

const evidenceView = (evidence: Result['evidence']): ResultView['evidence'] =>
  Object.fromEntries(
    Object.entries(evidence).map(([name, value]) => [
      name,
      typeof value === 'object' && value !== null ? [...value] : value,
    ]),
  );

function refusePaging(given: z.output<typeof query>): void {
  const names = Object.keys(given);
  if (names.length === 0) return;
  const message = 'for JSON only: CSV, NDJSON and Parquet hold the whole job';
  const faults = names.map((name) => ({ code: 'parameter_unknown', message, pointer: `#query/${name}` }));
  throw new Refusal('parameter_invalid', 'A query parameter is wrong', faults);
}
