import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Redis } from 'ioredis';
import { connect, hangUp, ready, within } from './connection.ts';
import type { Log } from './log.ts';
import type { RedisServer } from './private-server.ts';
import { socketPath } from './socket-path.ts';

const BINARIES = ['redis-server', 'valkey-server'];

/** The first server on `path`, as an absolute file name. */
export async function findServer(path: string): Promise<string | null> {
  const candidates = path
    .split(delimiter)
    .filter(Boolean)
    .flatMap((folder) => BINARIES.map((name) => join(folder, name)));
  for (const file of candidates) if (await isExecutable(file)) return file;
  return null;
}

const isExecutable = (file: string): Promise<boolean> =>
  access(file, constants.X_OK).then(
    () => true,
    () => false,
  );

/**
 * The private server of a data directory outlives a process that is killed: Redis cannot watch its parent. The next
 * start finds it alive on its socket and goes on with it, the chunks that wait included.
 */
export async function adoptNative(directory: string, log: Log): Promise<RedisServer | null> {
  const socket = socketPath(directory, 'redis.sock');
  return (await answers(socket, log)) ? server(socket, 'adopted', log) : null;
}

/**
 * Starts `binary` for this data directory only: a unix socket and no port. It keeps nothing on disk, because the
 * records are the truth and the reconciler refills an empty queue; it never evicts, because BullMQ's keys are not a
 * cache. Its own process group: Ctrl-C reaches us, and we close the queue before its server.
 */
export async function startNative(binary: string, directory: string, log: Log): Promise<RedisServer> {
  const socket = socketPath(directory, 'redis.sock');
  const child = spawn(binary, settings(socket, directory), { stdio: 'ignore', detached: true, env: {} });
  child.unref();
  await untilAnswering(child, socket, log);
  return server(socket, 'started', log);
}

const settings = (socket: string, directory: string): string[] => [
  ...['--port', '0', '--unixsocket', socket, '--unixsocketperm', '700'],
  ...['--dir', directory, '--logfile', join(directory, 'redis.log'), '--daemonize', 'no'],
  ...['--save', '', '--appendonly', 'no', '--maxmemory-policy', 'noeviction'],
];

async function untilAnswering(child: ChildProcess, socket: string, log: Log): Promise<void> {
  const ended = once(child, 'exit').then(([code]) =>
    Promise.reject(new Error(`it ended with code ${String(code)}`)),
  );
  let wanted = true;
  const alive = async (): Promise<void> => {
    while (wanted && !(await answers(socket, log))) await sleep(20);
  };
  try {
    await within(10_000, Promise.race([alive(), ended]));
  } catch (fault) {
    child.kill('SIGKILL');
    throw fault;
  } finally {
    wanted = false;
  }
}

async function answers(socket: string, log: Log): Promise<boolean> {
  const quiet: Log = { ...log, warn: () => undefined, info: () => undefined };
  const redis = connect(socket, 'queue', quiet, { retryStrategy: () => null });
  const refused = once(redis, 'end').then(() => Promise.reject(new Error('nobody listens')));
  try {
    await Promise.race([ready(redis, 1000), refused]);
    await within(1000, redis.ping());
    return true;
  } catch {
    return false;
  } finally {
    await hangUp(redis);
  }
}

function server(socket: string, how: 'adopted' | 'started', log: Log): RedisServer {
  return {
    url: `unix://${encodeURI(socket)}`,
    kind: 'private',
    notice: `queue: a private Redis, ${how}, on ${socket}`,
    close: () => leave(socket, log),
  };
}

/** The last one out stops the server: another process on the same data directory may have adopted it. */
async function leave(socket: string, log: Log): Promise<void> {
  const redis = connect(socket, 'queue', log, { retryStrategy: () => null });
  try {
    await ready(redis, 1000);
    if (await usedByOthers(redis)) return log.info({ socket }, 'the private Redis stays: others use it');
    const gone = once(redis, 'end');
    redis.shutdown('NOSAVE').catch(() => undefined);
    await within(3000, gone);
  } catch (fault) {
    log.debug({ error: String(fault) }, 'the private Redis was gone already');
  } finally {
    redis.disconnect();
  }
}

/** Our own connections were closed a moment ago, and Redis may need that moment to notice. */
async function usedByOthers(redis: Redis): Promise<boolean> {
  for (let attempt = 0; attempt < 10; attempt++) {
    const clients = String(await redis.client('LIST'))
      .trim()
      .split('\n');
    if (clients.length <= 1) return false;
    await sleep(50);
  }
  return true;
}
