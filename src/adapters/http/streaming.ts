import { Readable } from 'node:stream';
import type { FastifyReply, FastifyRequest } from 'fastify';

/** Aborts when the client goes away or the application closes. */
export function departure(reply: FastifyReply, closing: AbortSignal): AbortSignal {
  const controller = new AbortController();
  reply.raw.once('close', () => controller.abort());
  return AbortSignal.any([controller.signal, closing]);
}

/** Sends text or bytes as they are made, no faster than the client takes them. HEAD gets the headers alone. */
export function sendStream(
  request: FastifyRequest,
  reply: FastifyReply,
  type: string,
  pieces: AsyncIterable<string | Uint8Array>,
): FastifyReply {
  void reply.type(type).header('cache-control', 'no-store').serializer(String);
  return reply.send(Readable.from(request.method === 'HEAD' ? [] : pieces, { objectMode: false }));
}
