import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const ENTRY = fileURLToPath(new URL('../../src/adapters/redis/embedded-server.ts', import.meta.url));

/** The embedded server's process on its own, to be killed and started again by a test. */
export async function embeddedProcess(
  socket: string,
): Promise<{ kill(): Promise<void>; child: ChildProcess }> {
  const child = fork(ENTRY, [socket], { execArgv: ['--import', 'tsx'], env: {} });
  await once(child, 'message');
  const kill = async (): Promise<void> => {
    const gone = once(child, 'exit');
    child.kill('SIGKILL');
    await gone;
  };
  return { kill, child };
}
