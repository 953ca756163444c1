import { z } from 'zod';
import { idOf, idParams } from '../ids.ts';
import { negotiate } from '../negotiate.ts';
import type { Route } from '../route.ts';

const MARKDOWN = 'text/markdown';
const OPEN_METRICS = 'application/openmetrics-text';

export const cards: Route = (app, { provable }) => {
  app.route({
    method: 'GET',
    url: '/v1/jobs/:id/model-card',
    schema: {
      operationId: 'getModelCard',
      tags: ['jobs'],
      summary: 'Fragment of a model card',
      description:
        'For a card on Hugging Face: metadata with a `model-index` (task, dataset, metrics, source) between two lines of dashes, and ' +
        'a section in Markdown with the table, what is proved, and what it does not say. Of a job that has succeeded with all of ' +
        'its samples. Links lead to the host that was asked.',
      params: idParams('job'),
      querystring: z.strictObject({}),
      response: { 200: { description: 'The fragment', content: { [MARKDOWN]: { schema: z.string() } } } },
    },
    config: {
      offers: [MARKDOWN],
      refusals: ['job_unknown', 'job_not_succeeded', 'job_stopped_early', 'not_acceptable'],
    },
    handler: async (request, reply) => {
      const id = idOf('job', request.params);
      negotiate(request, [MARKDOWN]);
      const card = await provable.modelCard(id, `${request.protocol}://${request.host}`);
      return reply
        .type(`${MARKDOWN}; charset=utf-8`)
        .headers({ 'content-disposition': `inline; filename="${id}.model-card.md"` })
        .serializer(String)
        .send(card);
    },
  });

  app.route({
    method: 'GET',
    url: '/v1/jobs/:id/metrics',
    schema: {
      operationId: 'getMetrics',
      tags: ['jobs'],
      summary: 'The summary as OpenMetrics lines',
      description:
        'For platforms that collect numbers: OpenMetrics 1.0, with labels for job, model, dataset, norm and radius. Of a job that has ' +
        'not succeeded with all of its samples only how far it is, and what is proved already; counted shares would be read as ' +
        'those of all samples.',
      params: idParams('job'),
      querystring: z.strictObject({}),
      response: { 200: { description: 'The lines', content: { [OPEN_METRICS]: { schema: z.string() } } } },
    },
    config: { offers: [OPEN_METRICS], refusals: ['job_unknown', 'not_acceptable'] },
    handler: async (request, reply) => {
      const id = idOf('job', request.params);
      negotiate(request, [`${OPEN_METRICS}; version=1.0.0; charset=utf-8`]);
      return reply
        .type(`${OPEN_METRICS}; version=1.0.0; charset=utf-8`)
        .serializer(String)
        .send(await provable.metrics(id));
    },
  });
};
