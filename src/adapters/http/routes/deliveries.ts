import { z } from 'zod';
import { idOf, idParams } from '../ids.ts';
import { answer } from '../openapi/answer.ts';
import type { Route } from '../route.ts';
import { delivery } from '../schemas/delivery.ts';
import { deliveryView } from '../views.ts';

export const deliveries: Route = (app, { provable }) => {
  app.route({
    method: 'GET',
    url: '/v1/jobs/:id/deliveries',
    schema: {
      operationId: 'listDeliveries',
      tags: ['jobs'],
      summary: 'Webhook deliveries',
      description: 'The announcements of this job with every attempt and its answer.',
      params: idParams('job'),
      querystring: z.strictObject({}),
      response: { 200: answer('The announcements', z.object({ data: z.array(delivery) })) },
    },
    config: { refusals: ['job_unknown'] },
    handler: async ({ params }, reply) => {
      const found = await provable.deliveries(idOf('job', params));
      return reply.send({ data: found.map(deliveryView) });
    },
  });
};
