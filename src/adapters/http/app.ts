import Fastify, { LogController } from 'fastify';
import type { FastifyBaseLogger } from 'fastify';
import { validatorCompiler } from 'fastify-type-provider-zod';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import type { z } from 'zod';
import type { Provable } from '../../service/provable.ts';
import { refuseForeign, requireKey } from './access.ts';
import { readBodies } from './bodies.ts';
import { answerBrokenRequest, followAnswers } from './connection.ts';
import { BARE_HEADERS, secureHeaders } from './headers.ts';
import { describeApi } from './openapi/document.ts';
import { sendProblem } from './problem.ts';
import { echoRequestId, requestIdOf } from './request-id.ts';
import { logRequests } from './request-log.ts';
import type { App, Limits } from './route.ts';
import { ROUTES } from './routes/index.ts';
import { refuseUnknownRoutes } from './unknown-route.ts';

export interface AppOptions {
  readonly provable: Provable;
  readonly log: FastifyBaseLogger;
  /** The one key that opens the service, or null: open to this machine, but not to websites in its browsers. */
  readonly apiKey: string | null;
  /** Largest bodies, in bytes; JSON 8 MiB when left out. */
  readonly limits: { readonly json?: number; readonly model: number; readonly dataset: number };
  readonly version: string;
  /** Milliseconds between the comments that keep an idle event stream open. */
  readonly heartbeat?: number;
}

const SECOND = 1000;

/** The HTTP interface as a value: it listens when an entry point says so, and tests inject requests. */
export function buildApp(options: AppOptions): App {
  const app = framework(options.log);
  const closing = new AbortController();
  app.addHook('preClose', async () => closing.abort());

  followAnswers(app);
  refuseUnknownRoutes(app);
  echoRequestId(app);
  secureHeaders(app);
  logRequests(app);
  if (options.apiKey !== null) requireKey(app, options.apiKey);
  else refuseForeign(app);
  readBodies(app);
  describeApi(app, options.version);

  const { provable, version, heartbeat = 15 * SECOND } = options;
  const limits: Limits = { json: 8 * 1024 * 1024, ...options.limits };
  const service = { provable, version, limits, heartbeat, closing: closing.signal };
  app.register(async (scope) => {
    for (const route of Object.values(ROUTES)) route(scope.withTypeProvider<ZodTypeProvider>(), service);
  });
  return app;
}

function framework(log: FastifyBaseLogger): App {
  const app = Fastify({
    loggerInstance: log,
    logController: new LogController({ disableRequestLogging: true }),
    requestIdHeader: false,
    genReqId: requestIdOf,
    bodyLimit: 8 * 1024 * 1024,
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: 200 },
    // A connection may be silent for two minutes, a whole request (an upload over a slow line) may take an hour.
    connectionTimeout: 120 * SECOND,
    requestTimeout: 3600 * SECOND,
    keepAliveTimeout: 75 * SECOND,
    http: { headersTimeout: 30 * SECOND, maxHeaderSize: 16 * 1024 },
    clientErrorHandler: answerBrokenRequest,
    frameworkErrors: (error, request, reply) => {
      sendProblem(error, request, reply.headers(BARE_HEADERS));
    },
  }).withTypeProvider<ZodTypeProvider>();
  app.setErrorHandler(sendProblem);
  // Queries are checked here; bodies by the service, which knows more about them; ids in paths by the routes.
  app.setValidatorCompiler<z.ZodType>((route) =>
    route.httpPart === 'querystring' ? validatorCompiler(route) : (value: unknown) => ({ value }),
  );
  app.setSerializerCompiler(() => (value: unknown) => JSON.stringify(value));
  return app;
}
