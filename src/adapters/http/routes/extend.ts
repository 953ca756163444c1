import { bodyOf } from '../bodies.ts';
import { idOf, idParams } from '../ids.ts';
import { extensionBody } from '../openapi/extension-body.ts';
import type { Route } from '../route.ts';
import { sendAccepted, SUBMITTING } from '../submitted.ts';
import { estimateView } from '../views.ts';
import { refuseReferences } from './jobs.ts';

export const extend: Route = (app, service) => {
  const { provable } = service;
  app.route({
    method: 'POST',
    url: '/v1/jobs/:id/extend',
    schema: {
      operationId: 'extendJob',
      tags: ['jobs'],
      summary: 'Extend a job',
      description:
        'Makes a new job of the same model, samples, method and seed with a larger cap `max_n`. It goes on from the ' +
        'evidence of this one: rows that are decided are taken over, and no draw is made twice. Its rows are those of a ' +
        'job that had the larger cap from the start, and what this job proved is shown as running until they stand. The ' +
        'job must have succeeded, its method must have a `max_n`, and model and dataset must still be there. ' +
        '`validate_only=true` says what it would cost and starts nothing.',
      params: idParams('job'),
      ...SUBMITTING,
    },
    config: {
      body: extensionBody,
      accepts: Object.keys(extensionBody.content),
      refusals: [
        'body_missing',
        'body_malformed',
        'too_large',
        'job_unknown',
        'job_not_succeeded',
        'job_stopped_early',
        'request_invalid',
        'queue_unavailable',
        'overloaded',
      ],
    },
    handler: async (request, reply) => {
      const id = idOf('job', request.params);
      const body = bodyOf(request);
      if (request.query.validate_only) {
        return reply.send(estimateView(await provable.estimateExtension(id, body)));
      }
      const accepted = await provable.extend(id, body).catch((error: unknown) => refuseReferences(error));
      return sendAccepted(request, reply, service, accepted);
    },
  });
};
