import { Refusal } from '../../../service/errors.ts';
import { answer } from '../openapi/answer.ts';
import type { Route } from '../route.ts';
import { live, ready } from '../schemas/health.ts';

const tags = ['service'];

export const health: Route = (app, { provable }) => {
  app.route({
    method: 'GET',
    url: '/livez',
    schema: {
      operationId: 'isLive',
      tags,
      summary: 'Is the process alive?',
      description: 'Answers as long as the process handles requests.',
      security: [],
      response: { 200: answer('Alive', live) },
    },
    config: { open: true, anyHost: true },
    handler: async (_request, reply) => reply.send({ status: 'ok' }),
  });

  app.route({
    method: 'GET',
    url: '/readyz',
    schema: {
      operationId: 'isReady',
      tags,
      summary: 'Can the service do its work?',
      description: 'Refuses with the parts that are out of reach, by name.',
      security: [],
      response: { 200: answer('Ready', ready) },
    },
    config: { open: true, anyHost: true, refusals: ['not_ready'] },
    handler: async (_request, reply) => {
      const missing = Object.entries(await provable.unready());
      if (missing.length === 0) return reply.send({ status: 'ready' });
      const faults = missing.map(([part, why]) => ({ code: 'part_unready', message: `${part}: ${why}` }));
      throw new Refusal('not_ready', `Out of reach: ${missing.map(([part]) => part).join(', ')}`, faults);
    },
  });
};
