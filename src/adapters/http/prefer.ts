import type { FastifyRequest } from 'fastify';

const LONGEST = 60;

/** Seconds that a client would rather wait for the end (`Prefer: wait=N`, RFC 7240); 0: not at all. */
export function preferredWait(request: FastifyRequest): number {
  const preferences = [request.headers.prefer ?? []].flat().join(',').split(/[,;]/);
  const wait = preferences.map((one) => /^\s*wait\s*=\s*"?(\d{1,6})"?\s*$/i.exec(one)?.[1]).find(Boolean);
  return Math.min(Number(wait ?? 0), LONGEST);
}
