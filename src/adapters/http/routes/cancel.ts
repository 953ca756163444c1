import { z } from 'zod';
import { Refusal } from '../../../service/errors.ts';
import { isTerminal } from '../../../service/job.ts';
import { idOf, idParams } from '../ids.ts';
import { answer } from '../openapi/answer.ts';
import type { Route } from '../route.ts';
import { job } from '../schemas/job.ts';
import { jobView } from '../views.ts';

export const cancel: Route = (app, { provable }) => {
  app.route({
    method: 'POST',
    url: '/v1/jobs/:id/cancel',
    schema: {
      operationId: 'cancelJob',
      tags: ['jobs'],
      summary: 'Cancel a job',
      description:
        'Idempotent. The job is `canceled` once no runner works on it any more; the rows there are stand.',
      params: idParams('job'),
      querystring: z.strictObject({}),
      response: { 200: answer('Canceled', job), 202: answer('Being canceled', job) },
    },
    config: { refusals: ['job_unknown', 'job_ended'] },
    handler: async ({ params }, reply) => {
      const found = await provable.cancel(idOf('job', params));
      if (isTerminal(found.status) && found.status !== 'canceled') {
        throw new Refusal('job_ended', `The job has ${found.status} and cannot be canceled`);
      }
      return reply.code(found.status === 'canceled' ? 200 : 202).send(jobView(found, new Date()));
    },
  });
};
