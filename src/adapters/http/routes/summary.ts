import { z } from 'zod';
import { idOf, idParams } from '../ids.ts';
import { answer } from '../openapi/answer.ts';
import { numbers } from '../query.ts';
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
        'speaks of the rows there are, and `status` says so; `running` of them are not final, but certificates already.',
      params: idParams('job'),
      querystring: query,
      response: { 200: answer('The summary', summary) },
    },
    config: { refusals: ['job_unknown'] },
    handler: async (request, reply) => {
      const id = idOf('job', request.params);
      const { radii } = request.query;
      const ascending = radii ? [...new Set(radii)].sort((a, b) => a - b) : null;
      const job = await provable.job(id);
      return reply.send(summaryView(job, await provable.summary(id, ascending)));
    },
  });
};
