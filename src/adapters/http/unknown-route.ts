import type { FastifyReply, FastifyRequest } from 'fastify';
import { Refusal } from '../../service/errors.ts';
import type { App } from './route.ts';

/**
 * What no route answers: 405 with `Allow` where the path has other methods, else 404, whatever the body is. Routes
 * with a wildcard come here too, when they find nothing at a path.
 */
export function refuseUnknownRoutes(app: App): void {
  const known: { path: RegExp; method: string }[] = [];
  app.addHook('onRoute', ({ url, method }) => {
    for (const one of [method].flat()) known.push({ path: pathPattern(url), method: one });
  });
  const refuse = (request: FastifyRequest, reply: FastifyReply) => {
    const path = request.url.split('?', 1)[0]!;
    const methods = new Set(known.filter((route) => route.path.test(path)).map(({ method }) => method));
    if (methods.size === 0 || methods.has(request.method))
      throw new Refusal('route_unknown', `There is nothing at ${path.slice(0, 200)}`);
    const allow = [...methods].sort().join(', ');
    void reply.header('allow', allow);
    throw new Refusal('method_not_allowed', `This path has ${allow}, not ${request.method}`);
  };
  app.setNotFoundHandler(refuse);
  app.addHook('preParsing', async (request, reply) => {
    if (request.is404) refuse(request, reply);
  });
}

function pathPattern(url: string): RegExp {
  const literal = url.replace(/\/$/, '').replaceAll(/[.+?^${}()|[\]\\]/g, '\\$&');
  const pattern = literal.replaceAll(/:[A-Za-z_]+/g, '[^/]+').replaceAll('*', '.*');
  return new RegExp(`^${pattern}/?$`);
}
