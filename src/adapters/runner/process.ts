import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { makeDirectory } from './directory.ts';

export interface ProcessOptions {
  /** Compiled entry file of the runner. */
  readonly entry: string;
  /** What the runner is for, to be seen in a list of processes. */
  readonly role: 'certify' | 'examine';
  /** Limit on the address space, in MiB. */
  readonly memoryMb: number;
}

/** The JavaScript engine reserves address space that it never touches; it is not counted against the model. */
const RESERVED_MB = 1024;

/**
 * Without trap handlers a WebAssembly memory takes the address space that it has, not ten gigabytes: it fits the limit. Its
 * bounds are checked by instructions instead.
 */
export const SMALL_MEMORIES = '--disable-wasm-trap-handler';

/**
 * `ulimit` in a shell that is then replaced: the limit holds from the first instruction. `setpriv` (where there is
 * one) lets the kernel kill the runner when its parent dies, also in the middle of a run.
 */
const SCRIPT = [
  'ulimit -v "$1" 2>/dev/null; ulimit -c 0 2>/dev/null; shift',
  'if command -v setpriv >/dev/null 2>&1 && setpriv --pdeathsig KILL true 2>/dev/null',
  'then exec setpriv --pdeathsig KILL "$@"; else exec "$@"; fi',
].join('\n');

export interface RunnerProcess {
  readonly child: ChildProcess;
  /** Resolves when the process is gone and its directory removed. */
  readonly gone: Promise<string>;
  readonly kill: () => Promise<void>;
}

/** Starts a runner: empty environment, its own temporary directory, limited address space, a message channel. */
export async function startProcess({ entry, role, memoryMb }: ProcessOptions): Promise<RunnerProcess> {
  const directory = await makeDirectory();
  const heap = `--max-old-space-size=${Math.max(256, Math.floor(memoryMb / 2))}`;
  const limit = String((memoryMb + RESERVED_MB) * 1024);
  const command = [process.execPath, heap, SMALL_MEMORIES, entry, role];
  const child = spawn('/bin/sh', ['-c', SCRIPT, 'sh', limit, ...command], {
    cwd: directory,
    env: { PATH: '/usr/local/bin:/usr/bin:/bin', TMPDIR: directory },
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    serialization: 'advanced',
  });
  const gone = new Promise<string>((resolve) => {
    child.once('exit', (code, signal) => resolve(signal ?? `exit code ${code}`));
    child.once('error', (error) => resolve(error.message));
  }).then(async (how) => {
    await rm(directory, { recursive: true, force: true });
    return how;
  });
  const kill = async () => {
    child.kill('SIGKILL');
    await gone;
  };
  return { child, gone, kill };
}
