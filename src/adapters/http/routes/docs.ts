import { z } from 'zod';
import { consoleAssets } from '../console/assets.ts';
import { negotiate } from '../negotiate.ts';
import { answer } from '../openapi/answer.ts';
import type { Route } from '../route.ts';
import { root } from '../schemas/health.ts';
import { sendAsset } from './console.ts';

const tags = ['service'];
const OFFERS = ['application/json', 'text/html'] as const;

/** Where to begin. Swagger UI itself is at /docs (`openapi/document.ts`), what the console consists of in `console.ts`. */
export const docs: Route = (app, { version }) => {
  const { page } = consoleAssets();
  app.route({
    method: 'GET',
    url: '/',
    schema: {
      operationId: 'start',
      tags,
      summary: 'Where everything is',
      description: 'A browser is given the console.',
      security: [],
      response: { 200: answer('Where everything is', root) },
    },
    config: { open: true, offers: OFFERS },
    handler: async (request, reply) => {
      void reply.header('vary', 'accept');
      if (/text\/html/.test(request.headers.accept ?? '') && negotiate(request, OFFERS) === 'text/html') {
        return sendAsset(request, reply, page);
      }
      return reply.send({
        product: 'provable',
        version,
        links: {
          docs: '/docs',
          openapi: '/openapi.json',
          models: '/v1/models',
          datasets: '/v1/datasets',
          jobs: '/v1/jobs',
        },
      });
    },
  });

  app.route({
    method: 'GET',
    url: '/openapi.json',
    schema: {
      operationId: 'getOpenApi',
      tags,
      summary: 'This document',
      description: 'OpenAPI 3.1.',
      security: [],
      response: { 200: answer('The document', z.looseObject({ openapi: z.string() })) },
    },
    config: { open: true },
    handler: async (_request, reply) => reply.send({ ...app.swagger(), openapi: '3.1.0' }),
  });
};
