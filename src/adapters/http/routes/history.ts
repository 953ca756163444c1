import { z } from 'zod';
import { NORMS } from '../../../certify/outcome.ts';
import { Refusal } from '../../../service/errors.ts';
import { idFilter, idOf, idParams } from '../ids.ts';
import { answer } from '../openapi/answer.ts';
import { cursor, integer, numbers } from '../query.ts';
import type { Route } from '../route.ts';
import { history } from '../schemas/history.ts';
import { historyView } from '../history-view.ts';

const query = z
  .strictObject({
    dataset: idFilter('dataset').describe('The data of the line; those of the newest job when left out'),
    norm: z.enum(NORMS).optional().describe('The norm of the line; that of the newest job when left out'),
    radii: numbers(z.array(z.number().min(0)).min(1).max(200))
      .optional()
      .describe("Radii to state the certified accuracy at; those of each job's summary when left out"),
    limit: integer(z.number().int().min(1).max(50))
      .default(20)
      .describe('Jobs in a page')
      .meta({ default: 20 }),
    cursor: cursor.optional(),
  })
  .meta({ style: 'form', explode: false });

export const histories: Route = (app, { provable }) => {
  app.route({
    method: 'GET',
    url: '/v1/models/:id/history',
    schema: {
      operationId: 'getModelHistory',
      tags: ['models'],
      summary: 'History of a model over its versions',
      description:
        'Versions of a model are models of the same name. Every job of theirs that has succeeded on the same data in the same norm, ' +
        'the oldest first: what was certified, and how sure. `/v1/compare` tells whether two of them differ by more than chance. ' +
        'Jobs whose gate was decided early have fewer samples `done` than `total`.',
      params: idParams('model'),
      querystring: query,
      response: { 200: answer('A page of the line', history) },
    },
    config: { refusals: ['model_unknown'] },
    handler: async (request, reply) => {
      const id = idOf('model', request.params);
      const { dataset = null, norm = null, radii, limit, cursor: given } = request.query;
      const ascending = radii ? [...new Set(radii)].sort((a, b) => a - b) : null;
      const after = given === undefined ? null : jobOf(given);
      const found = await provable.modelHistory(id, { dataset, norm, radii: ascending, limit, after });
      return reply.send(historyView(id, found, cursorOf));
    },
  });
};

/** A place on the line: the job after which the next page begins. */
const cursorOf = (job: string): string => Buffer.from(`line:${job}`).toString('base64url');

function jobOf(given: string): string {
  const [, job] = /^line:(job_[a-z0-9]{1,64})$/.exec(Buffer.from(given, 'base64url').toString()) ?? [];
  if (job !== undefined && cursorOf(job) === given) return job;
  throw new Refusal('parameter_invalid', 'A query parameter is wrong', [
    { code: 'value_invalid', message: 'not a cursor of this list', pointer: '#query/cursor' },
  ]);
}
