import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Job } from '../../service/job.ts';
import { LOCATION, answer } from './openapi/answer.ts';
import { preferredWait } from './prefer.ts';
import { flag } from './query.ts';
import type { Service } from './route.ts';
import { estimate, job } from './schemas/job.ts';
import { departure } from './streaming.ts';
import { jobView } from './views.ts';

/** What every operation that makes a job has in common: its query, headers and answers. */
export const SUBMITTING = {
  querystring: z.strictObject({
    validate_only: flag()
      .default(false)
      .meta({ description: 'Answer the cost, or the refusal, and start nothing', default: false }),
  }),
  headers: z.object({
    prefer: z.string().optional().describe('`wait=N`: seconds to wait for the end of the job, up to 60'),
  }),
  response: {
    200: answer('With `validate_only=true`: what the job would cost', estimate),
    202: answer('Accepted', job, {
      ...LOCATION,
      'Preference-Applied': 'How long the answer may have been held back',
    }),
  },
};

/** Answers a job that was just accepted; held back until its end when the client prefers that. */
export async function sendAccepted(
  request: FastifyRequest,
  reply: FastifyReply,
  { provable, closing }: Pick<Service, 'provable' | 'closing'>,
  accepted: Job,
): Promise<FastifyReply> {
  const wait = preferredWait(request);
  if (wait > 0) void reply.header('preference-applied', `wait=${wait}`);
  const now = wait > 0 ? await provable.wait(accepted.id, wait, departure(reply, closing)) : accepted;
  const shown = jobView(now, new Date());
  return reply.code(202).header('location', shown.links.self).send(shown);
}
