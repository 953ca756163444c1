import { Redis, type RedisOptions } from 'ioredis';
import { type Log, wordsOf } from './log.ts';

/**
 * `queue`: asks and wants an answer now, so nothing is kept for later and nothing is sent twice.
 * `worker`: waits for Redis for as long as it takes, as BullMQ demands.
 * `listener`: subscribes again by itself after every reconnection.
 */
export type Role = 'queue' | 'worker' | 'listener';

/** ioredis's own type of options permits `undefined` where its constructor does not. */
type Options = Omit<RedisOptions, 'replyMapping'>;

const OPTIONS: Readonly<Record<Role, Options>> = {
  queue: {
    enableOfflineQueue: false,
    autoResendUnfulfilledCommands: false,
    maxRetriesPerRequest: 0,
    connectTimeout: 5000,
  },
  worker: { maxRetriesPerRequest: null, socketTimeout: 15_000 },
  listener: { maxRetriesPerRequest: null },
};

/** A short first wait, because most absences are a restart; never more than a second, so that work goes on at once. */
const reconnectAfter = (attempt: number): number => Math.min(25 * 2 ** Math.min(attempt, 10), 1000);

/** A connection that comes back by itself and never throws on its own. `url`: see `redisLocation`. */
export function connect(url: string, role: Role, log: Log, overrides: Options = {}): Redis {
  const options = { ...OPTIONS[role], retryStrategy: reconnectAfter, ...overrides };
  const redis = new Redis(redisLocation(url), options);
  redis.setMaxListeners(1000); // every question asked while Redis is away listens for its return
  watch(redis, role, log);
  return redis;
}

/**
 * What ioredis takes for `redis://[user:password@]host[:port][/db]`, `rediss://…` (TLS) or a unix socket
 * (`unix:///path` or `/path`). Throws an Error that says what is wrong and repeats no password.
 */
export function redisLocation(url: string): string {
  if (url.startsWith('/')) return url;
  const parsed = URL.canParse(url) ? new URL(url) : null;
  if (parsed?.protocol === 'unix:' && parsed.pathname.length > 1)
    return decodeURI(parsed.pathname) + parsed.search;
  if (!parsed || !['redis:', 'rediss:'].includes(parsed.protocol) || parsed.hostname === '')
    throw new Error('a Redis address is redis://host:port, rediss://host:port or unix:///path/to/socket');
  if (!/^\/?\d*$/.test(parsed.pathname))
    throw new Error(`the path of a Redis address is a database number, not ${parsed.pathname}`);
  return url;
}

/** Tells an absence once and the return once, however often the connection is tried in between. */
export function watch(redis: Redis, role: string, log: Log): void {
  let absent: string | null = null;
  redis.on('error', (fault: Error) => {
    const error = wordsOf(fault);
    if (absent !== error) log.warn({ role, error }, 'Redis cannot be reached');
    absent = error;
  });
  redis.on('ready', () => {
    if (absent !== null) log.info({ role }, 'Redis is back');
    absent = null;
  });
}

/** Resolves when commands can be sent; rejects, and waits no longer, after `milliseconds`. */
export async function ready(redis: Redis, milliseconds: number): Promise<void> {
  if (redis.status === 'ready') return;
  let arrived: () => void = () => undefined;
  const arrival = new Promise<void>((resolve) => (arrived = resolve));
  redis.once('ready', arrived);
  await within(milliseconds, arrival).finally(() => redis.off('ready', arrived));
}

/** Says goodbye when Redis listens, and hangs up in any case. */
export async function hangUp(redis: Redis): Promise<void> {
  if (redis.status === 'ready') await within(500, redis.quit()).catch(() => undefined);
  redis.disconnect();
}

/** `work`'s answer, or a rejection after `milliseconds`. What is late is dropped, its own rejection included. */
export async function within<T>(milliseconds: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${milliseconds} ms`)), milliseconds);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
    work.catch(() => undefined);
  }
}
