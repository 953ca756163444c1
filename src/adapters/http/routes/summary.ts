import { z } from 'zod';
import { STANDARD_DELTA } from '../../../certify/dataset-statement.ts';
import { idOf, idParams } from '../ids.ts';
import { answer } from '../openapi/answer.ts';
import { decimal, numbers } from '../query.ts';
import type { Route } from '../route.ts';
import { summary } from '../schemas/summary.ts';
import { summaryView } from '../views.ts';

const query = z
  .strictObject({
    radii: numbers(z.array(z.number().min(0)).min(1).max(200))
      .optional()
      .describe(
        'Radii to state the certified accuracy at, such as 0,0.25,0.5; a standard grid when left out',
      ),
    delta: decimal(z.number().gt(0).lt(0.5))
      .default(STANDARD_DELTA)
      .describe(
        '1 − confidence of `statement`, about all samples at once, and of `population`, each by itself; both at once hold with 1 − 2·delta',
      )
      .meta({ default: STANDARD_DELTA }),
  })
  .meta({ style: 'form', explode: false });

export const summaries: Route = (app, { provable }) => {
  app.route({
    method: 'GET',
    url: '/v1/jobs/:id/summary',
    schema: {
      operationId: 'getSummary',
      tags: ['jobs'],
      summary: 'Summary',
      description:
        'Accuracy, certified accuracy at each radius, average certified radius, abstentions. While the job runs it ' +
        'speaks of the rows there are, and `status` says so; `running` of them are not final, but certificates already. Three ' +
        'numbers are told apart at each radius: `value` counts, each row with the confidence of `guarantee`; `proved` holds of ' +
        'all planned samples together, with that of `statement`; `population_lower` speaks of inputs that were not tested.',
      params: idParams('job'),
      querystring: query,
      response: { 200: answer('The summary', summary) },
    },
    config: { refusals: ['job_unknown'] },
    handler: async (request, reply) => {
      const id = idOf('job', request.params);
      const { radii, delta } = request.query;
      const ascending = radii ? [...new Set(radii)].sort((a, b) => a - b) : null;
      const job = await provable.job(id);
      return reply.send(summaryView(job, await provable.summary(id, { radii: ascending, delta })));
    },
  });
};
