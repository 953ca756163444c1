import type { FastifyBaseLogger, FastifyInstance, RawServerDefault } from 'fastify';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import type { RefusalCode } from '../../service/errors.ts';
import type { Provable } from '../../service/provable.ts';
import type { DocumentedBody } from './openapi/body.ts';

/** Adds its routes to the application. One file a resource; `routes/index.ts` lists them. */
export type Route = (app: App, service: Service) => void;

export type App = FastifyInstance<
  RawServerDefault,
  IncomingMessage,
  ServerResponse,
  FastifyBaseLogger,
  ZodTypeProvider
>;

/** Largest bodies, in bytes. */
export interface Limits {
  readonly json: number;
  readonly model: number;
  readonly dataset: number;
}

/** What routes work with. */
export interface Service {
  readonly provable: Provable;
  readonly version: string;
  readonly limits: Limits;
  /** Milliseconds between the comments that keep an idle event stream open. */
  readonly heartbeat: number;
  /** Aborts when the application closes: nothing may wait or stream any longer. */
  readonly closing: AbortSignal;
}

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Open without an API key. */
    open?: boolean;
    /** Answers under any `Host`, also where no API key is configured: health checks know the service by other names. */
    anyHost?: boolean;
    /** Media types of the body; any other is answered 415 before the body is read. */
    accepts?: readonly string[];
    /** The body as the document shows it: the service itself checks what arrives. */
    body?: DocumentedBody;
    /** Refusals of this operation beyond those that every operation has. */
    refusals?: readonly RefusalCode[];
    /** Media types that an `Accept` header can choose from, when there is more than one. */
    offers?: readonly string[];
  }
}
