import { z } from 'zod';
import { STANDARD_DELTA } from '../../../certify/dataset-statement.ts';
import { pagePolicy } from '../headers.ts';
import { idOf, idParams } from '../ids.ts';
import { negotiate } from '../negotiate.ts';
import { decimal, flag } from '../query.ts';
import type { Route } from '../route.ts';

const HTML = 'text/html';

const query = z.strictObject({
  preliminary: flag()
    .default(false)
    .describe('Of a job that has not ended too, of the rows that there are: the page says so')
    .meta({ default: false }),
  delta: decimal(z.number().gt(0).lt(0.5))
    .default(STANDARD_DELTA)
    .describe('As for the summary: 1 − confidence of what is said of all samples at once')
    .meta({ default: STANDARD_DELTA }),
});

export const reports: Route = (app, { provable }) => {
  app.route({
    method: 'GET',
    url: '/v1/jobs/:id/report',
    schema: {
      operationId: 'getReport',
      tags: ['jobs'],
      summary: 'Report to read',
      description:
        'One HTML page without scripts or anything from elsewhere, to read on any screen and to print: what is certified in a ' +
        'sentence, the curve with what is proved of all samples at once, the radii, classes, the weakest and the strongest samples ' +
        'to look at, parameters, provenance, and what it does not say. A job that has not ended is answered 409, with how it ' +
        'stands, unless a preliminary report is asked for.',
      params: idParams('job'),
      querystring: query,
      response: { 200: { description: 'The page', content: { [HTML]: { schema: z.string() } } } },
    },
    config: { offers: [HTML], refusals: ['job_unknown', 'job_not_ended', 'not_acceptable'] },
    handler: async (request, reply) => {
      const id = idOf('job', request.params);
      negotiate(request, [HTML]);
      const { html, style } = await provable.report(id, request.query);
      return reply
        .type(`${HTML}; charset=utf-8`)
        .headers({
          'content-security-policy': pagePolicy(style),
          'content-disposition': `inline; filename="${id}.html"`,
          'cache-control': 'no-store',
        })
        .serializer(String)
        .send(html);
    },
  });
};
