import multipart from '@fastify/multipart';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Refusal } from '../../service/errors.ts';
import { parseJson } from './json.ts';
import type { App } from './route.ts';

/** How bodies are read: JSON strictly and whole, uploads as streams; nothing else is read. */
export function readBodies(app: App): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser(JSON_TYPE, { parseAs: 'buffer' }, (_request, bytes, done) => {
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

/** Before a byte of the body is read: what the operation does not take is refused by name. */
async function refuseMediaType(request: FastifyRequest, reply: FastifyReply): Promise<void> {
  if (request.is404 || !hasBody(request)) return;
  const { 'content-encoding': encoding, 'content-type': type } = request.headers;
  if (encoding && encoding.trim().toLowerCase() !== 'identity') {
    void reply.header('accept-encoding', 'identity');
    throw unsupported(
      `The body may not be compressed or encoded; its Content-Encoding is ${shown(encoding)}`,
    );
  }
  const [media, ...parameters] = (type ?? '').split(';').map((part) => part.trim().toLowerCase());
  const { accepts } = request.routeOptions.config;
  if (accepts && !(media && accepts.includes(media))) {
    const given = media ? `it is ${shown(media)}` : 'there is no Content-Type';
    throw unsupported(`The body may be ${accepts.join(' or ')}; ${given}`);
  }
  const charset = parameters.find((one) => one.startsWith('charset='))?.replaceAll(/^charset=|"/g, '');
  if (media !== JSON_TYPE || charset === undefined || UTF8.includes(charset)) return;
  throw unsupported(`JSON is UTF-8 (RFC 8259, section 8.1); the charset of this body is ${shown(charset)}`);
}

const JSON_TYPE = 'application/json';
const UTF8 = ['utf-8', 'utf8'];
const shown = (text: string): string => (text ? text.slice(0, 100) : 'empty');
const unsupported = (detail: string) => new Refusal('media_type_unsupported', detail);

const hasBody = ({ headers }: FastifyRequest): boolean =>
  headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;

/** The JSON that came, as it is. @throws Refusal('body_missing') */
export function bodyOf(request: FastifyRequest): unknown {
  if (request.body === undefined) throw new Refusal('body_missing', 'The request needs a JSON body');
  return request.body;
}
