import type { FastifyReply, FastifyRequest } from 'fastify';
import type { App } from './route.ts';

/** One line a request: the route as declared, never the query or a header, which may hold secrets. */
export function logRequests(app: App): void {
  app.addHook('onResponse', async (request, reply) => {
    request.log.info(lineOf(request, reply), 'request');
  });
  app.addHook('onRequestAbort', async (request) => {
    request.log.info({ method: request.method, route: routeOf(request) }, 'request aborted by the client');
  });
}

const routeOf = (request: FastifyRequest): string | null => request.routeOptions.url ?? null;

const lineOf = (request: FastifyRequest, reply: FastifyReply) => ({
  method: request.method,
  route: routeOf(request),
  status: reply.statusCode,
  ms: Math.round(reply.elapsedTime * 10) / 10,
});
