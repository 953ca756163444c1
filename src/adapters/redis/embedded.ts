import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, rmSync } from 'node:fs';
import { extname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { within } from './connection.ts';
import type { Log } from './log.ts';
import type { RedisServer } from './private-server.ts';
import { embeddedName, socketPath } from './socket-path.ts';

const EXTENSION = extname(import.meta.url);
const ENTRY = fileURLToPath(new URL(`./embedded-server${EXTENSION}`, import.meta.url));
const LOADER = EXTENSION === '.ts' ? ['--import', 'tsx'] : [];

/**
 * A Redis in JavaScript, in a child process. It ends with us, and what it holds ends with it; when it crashes it is
 * started again, empty, on the same socket, and the reconciler refills it from the records.
 */
export async function startEmbedded(directory: string, reason: string, log: Log): Promise<RedisServer> {
  const socket = socketPath(directory, embeddedName(process.pid));
  let closing = false;
  let child: ChildProcess;
  const start = async (): Promise<void> => {
    child = launch(socket, join(directory, 'redis.log'));
    child.once('exit', (code, signal) => {
      if (closing) return;
      log.error({ code, signal }, 'the embedded Redis ended and is started again, empty');
      void sleep(500, undefined, { ref: false }).then(() => (closing ? undefined : start()));
    });
    await once(child, 'message');
    child.unref(); // it is bound to us, we are not to it
    child.channel?.unref();
  };
  await within(20_000, start());
  return {
    url: `unix://${encodeURI(socket)}`,
    kind: 'embedded',
    notice: `queue: ephemeral, in a JavaScript Redis of our own (${reason}); jobs are safe in the records`,
    async close() {
      closing = true;
      await stop(child);
      rmSync(socket, { force: true });
    },
  };
}

/** An empty environment; a small heap, because chunk ids are small (about 50 MB at rest, 80 MB in use). */
function launch(socket: string, logFile: string): ChildProcess {
  const output = openSync(logFile, 'a');
  const child = fork(ENTRY, [socket], {
    cwd: import.meta.dirname, // where the loader is found
    env: {},
    execArgv: ['--max-old-space-size=128', '--max-semi-space-size=2', ...LOADER],
    stdio: ['ignore', output, output, 'ipc'],
  });
  closeSync(output);
  return child;
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  if (child.connected) child.disconnect();
  await within(2000, gone).catch(() => child.kill('SIGKILL'));
}
