import { z } from 'zod';
import { gateJUnit } from '../gate-junit.ts';
import { gateMarkdown } from '../gate-markdown.ts';
import { idOf, idParams } from '../ids.ts';
import { negotiate } from '../negotiate.ts';
import type { Route } from '../route.ts';
import { gate } from '../schemas/gate.ts';
import { gateView } from '../views.ts';

const OFFERS = [
  'application/json',
  'application/junit+xml',
  'application/xml',
  'text/xml',
  'text/markdown',
] as const;
const text = (description: string) => ({ schema: z.string().describe(description) });
const XML = text(
  'JUnit XML: a test case a gate; one that is undecided is an error, one that failed a failure',
);

export const gates: Route = (app, { provable }) => {
  app.route({
    method: 'GET',
    url: '/v1/jobs/:id/gate',
    schema: {
      operationId: 'getGate',
      tags: ['jobs'],
      summary: 'Gate',
      description:
        'For each condition of the job: passed, failed or undecided, with what is counted, what is proved, what is needed, and why. ' +
        'While the job runs it speaks of the rows there are, and `settled` says whether those to come can change the answer. As JSON, ' +
        'as JUnit XML and as Markdown, for pipelines.',
      params: idParams('job'),
      querystring: z.strictObject({}),
      response: {
        200: {
          description: 'How the gates stand',
          content: {
            'application/json': { schema: gate },
            'application/junit+xml': XML,
            'application/xml': XML,
            'text/xml': XML,
            'text/markdown': text('A table, with the words below'),
          },
        },
      },
    },
    config: { offers: OFFERS, refusals: ['job_unknown', 'gate_unknown', 'not_acceptable'] },
    handler: async (request, reply) => {
      const id = idOf('job', request.params);
      const type = negotiate(request, OFFERS);
      const standings = await provable.gate(id);
      void reply.header('vary', 'accept');
      if (type === 'application/json') return reply.send(gateView(standings));
      const written = type === 'text/markdown' ? gateMarkdown(id, standings) : gateJUnit(id, standings);
      return reply.type(`${type}; charset=utf-8`).serializer(String).send(written);
    },
  });
};
