import { setTimeout as sleep } from 'node:timers/promises';
import type { ChildProcess } from 'node:child_process';
import type { Redis } from 'ioredis';
import { connect, ready, within } from './connection.ts';
import type { Log } from './log.ts';

/** A connection that is open for as long as we use the private server: it counts us, and its end tells us. */
export interface Hold {
  readonly redis: Redis;
  /** The server's process when we started it; null when another did. */
  readonly child: ChildProcess | null;
  /** Settles when the connection is over and, if the process is ours, that has ended too. */
  readonly gone: Promise<unknown>;
}

/** The name of connections that no longer keep the server alive. */
const LEAVING = 'provable-leaving';
const NOBODY = /^(ENOENT|ECONNREFUSED)$/;
const quiet: Log = { debug: ignore, info: ignore, warn: ignore, error: ignore };
function ignore(): void {
  return undefined;
}

/**
 * Takes hold of the server on `socket`; null when nobody listens there. Rejects, after a second, when somebody does and
 * gives no answer.
 */
export async function takeHold(socket: string): Promise<Redis | null> {
  const redis = connect(socket, 'queue', quiet, { retryStrategy: () => null });
  let code = '';
  redis.on('error', (fault: NodeJS.ErrnoException) => (code = fault.code ?? code));
  const ended = new Promise<never>((_, reject) =>
    redis.once('end', () => reject(new Error(`the Redis on ${socket} hung up`))),
  );
  try {
    await Promise.race([ready(redis, 1000), ended]);
    redis.stream.unref(); // it watches, and is no reason to go on
    return redis;
  } catch (fault) {
    redis.disconnect();
    if (NOBODY.test(code)) return null;
    throw fault;
  }
}

/** A hold on an open connection, to a server that `child` is or that another process started. */
export function holdOf(redis: Redis, child: ChildProcess | null): Hold {
  const over = redis.status === 'end' || new Promise((resolve) => redis.once('end', resolve));
  const exited = !child || hasEnded(child) || new Promise((resolve) => child.once('exit', resolve));
  return { redis, child, gone: Promise.all([over, exited]) };
}

export const hasEnded = (child: ChildProcess): boolean =>
  child.exitCode !== null || child.signalCode !== null;

/**
 * The last one out stops the server: another process on the same data directory may use it. One that gives no answer is
 * of no use to anybody: it is told to stop when it wakes, and killed when it is ours. Takes six seconds at most.
 */
export async function leave(hold: Hold, log: Log): Promise<void> {
  const { redis, child, gone } = hold;
  const used = await within(2000, usedByOthers(redis)).catch(() => false);
  if (used) log.info({}, 'the private Redis stays: others use it');
  else await stop(redis, child, gone);
  redis.disconnect();
}

async function stop(redis: Redis, child: ChildProcess | null, gone: Promise<unknown>): Promise<void> {
  redis.shutdown('NOSAVE').catch(ignore);
  try {
    await within(3000, gone);
  } catch {
    child?.kill('SIGKILL');
    if (child) await within(1000, gone).catch(ignore);
  }
}

/**
 * Our own connections were closed a moment ago, and Redis may need that moment to notice. Of processes that leave at
 * once each says so before it looks, so that the last to look finds nobody who stays.
 */
async function usedByOthers(redis: Redis): Promise<boolean> {
  await redis.client('SETNAME', LEAVING);
  for (let attempt = 0; attempt < 10; attempt++) {
    const clients = String(await redis.client('LIST'))
      .trim()
      .split('\n');
    if (clients.every((client) => client.includes(` name=${LEAVING} `))) return false;
    await sleep(50);
  }
  return true;
}
