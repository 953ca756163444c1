import { setTimeout as sleep } from 'node:timers/promises';
import { type Hold, leave } from './hold.ts';
import { type Log, wordsOf } from './log.ts';
import { nativeSocket, obtainNative } from './native.ts';
import type { RedisServer, StartOptions } from './private-server.ts';

/** A server that lived this long, in milliseconds, was well: the next one may follow at once. */
const WELL = 10_000;

const pauseAfter = (failures: number): number => (failures === 0 ? 0 : Math.min(250 * 2 ** failures, 15_000));

/**
 * The private server of a data directory, started or adopted, and kept alive until `close`: when it ends, by whatever
 * hand, it is started again on the same socket, empty, and the reconciler refills it from the records. The connections
 * to it come back by themselves. Rejects when there is none and none starts.
 */
export async function keepNative({ directory, path, log }: StartOptions): Promise<RedisServer> {
  const closing = new AbortController();
  const obtain = () => obtainNative(directory, path, closing.signal);
  const first = await obtain();
  const socket = nativeSocket(directory);
  let hold: Promise<Hold | null> = Promise.resolve(first);
  let failures = 0;

  const follow = (held: Hold): Hold => {
    const since = performance.now();
    const replace = (): void => {
      if (closing.signal.aborted) return;
      log.error({ socket }, 'the private Redis ended and is started again, empty');
      failures = performance.now() - since > WELL ? 0 : failures + 1;
      hold = revive(obtain, failures, closing.signal, log).then((next) => next && follow(next));
    };
    if (held.redis.status === 'end') replace();
    else held.redis.once('end', replace);
    return held;
  };
  const close = async (): Promise<void> => {
    closing.abort();
    const last = await hold;
    if (last) await leave(last, log);
  };

  follow(first);
  let closed: Promise<void> | null = null;
  return {
    url: `unix://${encodeURI(socket)}`,
    kind: 'private',
    notice: `queue: a private Redis, ${first.child ? 'started' : 'adopted'}, on ${socket}`,
    close: () => (closed ??= close()),
  };
}

/** Tries until there is a server again, with a growing pause; null when `signal` is aborted before. */
async function revive(
  obtain: () => Promise<Hold>,
  failures: number,
  signal: AbortSignal,
  log: Log,
): Promise<Hold | null> {
  for (let attempt = failures; ; attempt++) {
    try {
      await sleep(pauseAfter(attempt), undefined, { signal, ref: false });
      const hold = await obtain();
      log.info({ how: hold.child ? 'started' : 'adopted' }, 'the private Redis is there again');
      return hold;
    } catch (fault) {
      if (signal.aborted) return null;
      const pause = pauseAfter(attempt + 1);
      log.error({ error: wordsOf(fault), pause }, 'the private Redis did not start again');
    }
  }
}
