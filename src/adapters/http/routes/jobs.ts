import { z } from 'zod';
import { Refusal } from '../../../service/errors.ts';
import { STATUSES } from '../../../service/job.ts';
import { bodyOf } from '../bodies.ts';
import { idFilter, idOf, idParams } from '../ids.ts';
import { answer } from '../openapi/answer.ts';
import { jobBody } from '../openapi/job-body.ts';
import { paging } from '../query.ts';
import type { Route } from '../route.ts';
import { job } from '../schemas/job.ts';
import { pageOf } from '../schemas/page.ts';
import { sendAccepted, SUBMITTING } from '../submitted.ts';
import { estimateView, jobView, pageView } from '../views.ts';

const tags = ['jobs'];

const filters = {
  ...paging,
  status: z.enum(STATUSES).optional().describe('Only with this status'),
  model: idFilter('model'),
  dataset: idFilter('dataset'),
  method: z
    .string()
    .regex(/^[a-z][a-z0-9_-]{0,63}$/, 'not the name of a method')
    .optional()
    .describe('Only by this method'),
};

/**
 * A model or dataset that was deleted in the meantime is answered as one that was not there: with the same fault. `root`: the
 * pointer to the object that names them; left out where the body does not.
 */
export function refuseReferences(error: unknown, root?: string): never {
  if (!(error instanceof Refusal)) throw error;
  const { code, message } = error;
  if (code !== 'model_unknown' && code !== 'dataset_unknown') throw error;
  const pointer = `${root}/${code === 'model_unknown' ? 'model' : 'dataset'}`;
  throw new Refusal('request_invalid', undefined, [
    { code, message, ...(root !== undefined && { pointer }) },
  ]);
}

export const jobs: Route = (app, service) => {
  const { provable } = service;
  app.route({
    method: 'POST',
    url: '/v1/jobs',
    schema: {
      operationId: 'submitJob',
      tags,
      summary: 'Submit a job',
      description:
        'Accepts a certification job, or refuses it with every reason at once: what is wrong with a field, what the ' +
        'method cannot do for this model, where model and data do not fit. A model or ' +
        'dataset that is not there is answered 422 `request_invalid` as well, with the fault `model_unknown` at ' +
        '`/model` or `dataset_unknown` at `/dataset`. A method that takes one can name a `denoiser`: what is certified is ' +
        'then the classifier behind it, and rows state the class of the plain model alone as `base_prediction`. `validate_only=true` says what it would ' +
        'cost and starts nothing. `Prefer: wait=20` holds the answer back until the job has ended, at most that long ' +
        '(up to 60 s): the status in the body tells which.',
      ...SUBMITTING,
    },
    config: {
      body: jobBody,
      accepts: Object.keys(jobBody.content),
      refusals: [
        'body_missing',
        'body_malformed',
        'too_large',
        'request_invalid',
        'queue_unavailable',
        'overloaded',
      ],
    },
    handler: async (request, reply) => {
      const body = bodyOf(request);
      if (request.query.validate_only) return reply.send(estimateView(await provable.estimate(body)));
      const accepted = await provable.submit(body).catch((error: unknown) => refuseReferences(error, ''));
      return sendAccepted(request, reply, service, accepted);
    },
  });

  app.route({
    method: 'GET',
    url: '/v1/jobs',
    schema: {
      operationId: 'listJobs',
      tags,
      summary: 'List jobs',
      description: 'Newest first. Filters combine.',
      querystring: z.strictObject(filters),
      response: { 200: answer('A page of jobs', pageOf(job)) },
    },
    handler: async ({ query }, reply) => {
      const now = new Date();
      const page = await provable.jobs({
        limit: query.limit,
        cursor: query.cursor ?? null,
        status: query.status ?? null,
        model_id: query.model ?? null,
        dataset_id: query.dataset ?? null,
        method: query.method ?? null,
      });
      return reply.send(pageView(page, (one) => jobView(one, now)));
    },
  });

  app.route({
    method: 'GET',
    url: '/v1/jobs/:id',
    schema: {
      operationId: 'getJob',
      tags,
      summary: 'Get a job',
      description:
        'queued → running → succeeded, failed, canceled or expired. A job that is being stopped is `canceling` until ' +
        'no runner works on it any more.',
      params: idParams('job'),
      querystring: z.strictObject({}),
      response: { 200: answer('The job', job) },
    },
    config: { refusals: ['job_unknown'] },
    handler: async ({ params }, reply) =>
      reply.send(jobView(await provable.job(idOf('job', params)), new Date())),
  });
};
