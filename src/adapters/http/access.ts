import { createHash, timingSafeEqual } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Refusal } from '../../service/errors.ts';
import type { App } from './route.ts';

const digest = (text: string) => createHash('sha256').update(text).digest();

/**
 * Asks for `Authorization: Bearer <key>` on every route that is not marked open, unknown routes included. Digests are
 * compared, in constant time: neither length nor content of the key shows in how long the answer takes.
 */
export function requireKey(app: App, apiKey: string): void {
  const expected = digest(apiKey);
  app.addHook('onRequest', async (request: FastifyRequest, reply: FastifyReply) => {
    if (request.routeOptions.config.open) return;
    const given = /^bearer +(\S+) *$/i.exec(request.headers.authorization ?? '')?.[1];
    if (given !== undefined && timingSafeEqual(digest(given), expected)) return;
    void reply.header('www-authenticate', 'Bearer realm="provable"');
    const detail =
      given === undefined ? 'Send the header `Authorization: Bearer <key>`' : 'This is not a valid key';
    throw new Refusal('unauthorized', detail);
  });
}
