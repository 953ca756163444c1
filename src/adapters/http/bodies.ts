import multipart from '@fastify/multipart';
import type { FastifyRequest } from 'fastify';
import { Refusal } from '../../service/errors.ts';
import { parseJson } from './json.ts';
import type { App } from './route.ts';

/** How bodies are read: JSON strictly and whole, uploads as streams; nothing else is read. */
export function readBodies(app: App): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (_request, bytes, done) => {
    try {
      done(null, bytes.length === 0 ? undefined : parseJson(bytes as Buffer));
    } catch (error) {
      done(error as Refusal);
    }
  });
  app.addContentTypeParser('application/octet-stream', (_request, _stream, done) => done(null));
  app.register(multipart);
  app.addHook('onRequest', refuseMediaType);
}

/** Before a byte of the body is read: a media type that the operation does not take is refused by name. */
async function refuseMediaType(request: FastifyRequest): Promise<void> {
  const { accepts } = request.routeOptions.config;
  if (!accepts || !hasBody(request)) return;
  const type = request.headers['content-type']?.split(';', 1)[0]!.trim().toLowerCase();
  if (type && accepts.includes(type)) return;
  const given = type ? `it is ${type.slice(0, 100)}` : 'there is no Content-Type';
  throw new Refusal('media_type_unsupported', `The body may be ${accepts.join(' or ')}; ${given}`);
}

const hasBody = ({ headers }: FastifyRequest): boolean =>
  headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;

/** The JSON that came, as it is. @throws Refusal('body_missing') */
export function bodyOf(request: FastifyRequest): unknown {
  if (request.body === undefined) throw new Refusal('body_missing', 'The request needs a JSON body');
  return request.body;
}
