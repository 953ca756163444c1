import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { Refusal } from '../../../service/errors.ts';
import { isTerminal } from '../../../service/job.ts';
import { eventStream } from '../event-stream.ts';
import { idOf, idParams } from '../ids.ts';
import { negotiate } from '../negotiate.ts';
import { integer } from '../query.ts';
import type { Route } from '../route.ts';
import { event } from '../schemas/event.ts';
import { departure, sendStream } from '../streaming.ts';
import { eventView } from '../views.ts';

const OFFERS = ['application/json', 'text/event-stream'] as const;

const query = z.strictObject({
  after: integer(z.number().int().min(0))
    .default(0)
    .meta({ description: 'Only events with a higher number', default: 0 }),
  limit: integer(z.number().int().min(1).max(500))
    .default(500)
    .meta({ description: 'Events in a JSON answer', default: 500 }),
});

const events = z.object({
  data: z.array(event),
  has_more: z.boolean().describe('Whether there are more by now; ask with `after` = the last `seq`'),
});

export const jobEvents: Route = (app, { provable, closing, heartbeat }) => {
  app.route({
    method: 'GET',
    url: '/v1/jobs/:id/events',
    schema: {
      operationId: 'listEvents',
      tags: ['jobs'],
      summary: 'Events, past and live',
      description:
        'JSON holds what has happened. With `Accept: text/event-stream` the events come as they happen, until the job ' +
        'has ended; a client that lost the connection goes on with `Last-Event-ID`. `job.progress` may carry what is ' +
        'proved already of samples that were laid aside half-way: certificates whose radius never shrinks.',
      params: idParams('job'),
      querystring: query,
      headers: z.object({
        'last-event-id': z.string().optional().describe('Number of the last event seen; goes before `after`'),
      }),
      response: {
        200: {
          description: 'Events in their order',
          content: {
            'application/json': { schema: events },
            'text/event-stream': { schema: z.string().describe('`id`, `event` and `data` (an Event) each') },
          },
        },
        204: z.undefined().describe('The job has ended and every event was seen: do not reconnect'),
      },
    },
    config: { offers: OFFERS, refusals: ['job_unknown', 'not_acceptable'] },
    handler: async (request, reply) => {
      const id = idOf('job', request.params);
      const type = negotiate(request, OFFERS);
      void reply.header('vary', 'accept');
      const after = lastSeen(request) ?? request.query.after;
      if (type === 'application/json') {
        const { limit } = request.query;
        const seen = await provable.history(id, after, limit + 1);
        const data = seen.slice(0, limit).map(eventView);
        return reply.type(type).send({ data, has_more: seen.length > limit });
      }
      const { status } = await provable.job(id);
      if (isTerminal(status) && (await provable.history(id, after, 1)).length === 0) {
        return reply.code(204).send();
      }
      void reply.header('x-accel-buffering', 'no');
      const live = provable.events(id, after, departure(reply, closing));
      return sendStream(request, reply, type, eventStream(live, heartbeat));
    },
  });
};

/** @throws Refusal('parameter_invalid') when it is not the number of an event. */
function lastSeen(request: FastifyRequest): number | null {
  const given = request.headers['last-event-id'];
  if (given === undefined || given === '') return null;
  if (typeof given === 'string' && /^\d{1,15}$/.test(given)) return Number(given);
  throw new Refusal('parameter_invalid', 'The header Last-Event-ID is not the number of an event');
}
