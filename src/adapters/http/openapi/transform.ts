import type { FastifyDynamicSwaggerOptions } from '@fastify/swagger';
import { jsonSchemaTransform, jsonSchemaTransformObject } from 'fastify-type-provider-zod';
import { refusalResponses } from './refusals.ts';
import { requestBodyOf } from './request-body.ts';
import { tidy } from './tidy.ts';

type Transforms = Required<Pick<FastifyDynamicSwaggerOptions, 'transform' | 'transformObject'>>;
type Json = Record<string, unknown>;

/**
 * How routes become operations. Bodies are documented but not validated by the framework, so they are put in when the
 * document is whole; refusals follow from their table.
 */
export function transforms(): Transforms {
  const bodies = new Map<string, object>();
  return {
    transform: (document) => {
      const done = jsonSchemaTransform(document);
      const { route, url } = document;
      const schema = done.schema as Json | undefined;
      if (!schema || schema['hide']) return done;
      if (route.config?.body) bodies.set(keyOf(url, String(route.method)), requestBodyOf(route.config.body));
      const response = withHeaders((schema['response'] ?? {}) as Json, document.schema.response as Json);
      return { ...done, schema: { ...schema, response: { ...response, ...refusalResponses(route) } } };
    },
    transformObject: (document) => {
      const whole = jsonSchemaTransformObject(document) as { paths?: Record<string, Record<string, Json>> };
      for (const [path, operations] of Object.entries(whole.paths ?? {})) {
        for (const [method, operation] of Object.entries(operations)) {
          const body = bodies.get(keyOf(path, method));
          if (body) operation['requestBody'] = body;
        }
      }
      return tidy(whole);
    },
  };
}

const keyOf = (url: string, method: string) => `${method.toLowerCase()} ${url.replaceAll(/:(\w+)/g, '{$1}')}`;

/** The headers of an answer, which the schema transform does not know. */
function withHeaders(response: Json, declared: Json = {}): Json {
  return Object.fromEntries(
    Object.entries(response).map(([status, one]) => {
      const { headers } = declared[status] as { headers?: Json };
      return [status, headers && Object.keys(headers).length > 0 ? { ...(one as Json), headers } : one];
    }),
  );
}
