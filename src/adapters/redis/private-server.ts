import { mkdirSync } from 'node:fs';
import { redisLocation } from './connection.ts';
import { startEmbedded } from './embedded.ts';
import { type Log, wordsOf } from './log.ts';
import { keepNative } from './keeper.ts';
import { findServer } from './native.ts';
import { sweepSockets } from './socket-path.ts';

export interface RedisServer {
  /** For `openQueue`, `openConsumer` and `openSignals`. */
  readonly url: string;
  /** Somebody else's, a real Redis of our own, or the one in JavaScript. */
  readonly kind: 'external' | 'private' | 'embedded';
  /** One line for whoever started the service. */
  readonly notice: string;
  /** After everything that uses it is closed. Stops what nobody else uses; takes at most a few seconds. */
  close(): Promise<void>;
}

export interface StartOptions {
  /** Holds the socket and the log of a private server; made when missing. */
  readonly directory: string;
  readonly url?: string | null;
  /** The PATH to search for `redis-server` and `valkey-server`. */
  readonly path: string;
  readonly log: Log;
}

/**
 * Finds or starts a Redis: the one at `url`; else the private one that an earlier process left on this data directory;
 * else a new one from PATH; else one in JavaScript. Rejects only for a wrong `url` or a directory that cannot be used.
 */
export async function startRedis(options: StartOptions): Promise<RedisServer> {
  const { directory, url, path, log } = options;
  if (url) return external(url);
  mkdirSync(directory, { recursive: true });
  await sweepSockets(directory);
  try {
    return await keepNative(options);
  } catch (fault) {
    const binary = await findServer(path);
    if (binary) log.warn({ binary, error: wordsOf(fault) }, 'the private Redis did not start');
    const reason = binary ? `${binary} did not start` : 'no redis-server or valkey-server on PATH';
    return startEmbedded(directory, reason, log);
  }
}

function external(url: string): RedisServer {
  redisLocation(url);
  const { host } = new URL(url.startsWith('/') ? `unix://${url}` : url);
  return {
    url,
    kind: 'external',
    notice: `queue: Redis at ${host || 'a unix socket'}`,
    close: async () => undefined,
  };
}
