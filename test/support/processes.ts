import { execFileSync, spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** The compiled product: what users run is what these tests run. `npm test` builds it first. */
const DIST = join(import.meta.dirname, '../../dist');

export interface Line {
  readonly msg?: string;
  readonly address?: string;
  readonly [key: string]: unknown;
}

/** A process of the service, with every line that it logs. */
export interface Started {
  readonly child: ChildProcess;
  readonly lines: readonly Line[];
  /** The first line, past or to come, that fits. Rejects when the process ends without one. */
  line(fits: (line: Line) => boolean): Promise<Line>;
  /** Its exit code when it has ended, null after a signal; and what it said on standard error. */
  readonly exit: Promise<{ readonly code: number | null; readonly errors: string }>;
  /** Sends a signal and waits for the end. */
  end(signal?: NodeJS.Signals): Promise<void>;
}

export function start(entry: 'standalone' | 'server' | 'worker', env: Record<string, string>): Started {
  const settings = { HOST: '127.0.0.1', PORT: '0', LOG_LEVEL: 'debug', ...env };
  return startCommand([process.execPath, join(DIST, `${entry}.js`)], DIST, settings);
}

export function startCommand(command: readonly string[], cwd: string, env: Record<string, string>): Started {
  const [program, ...args] = command;
  const path = process.env['PATH'] ?? '';
  const child = spawn(program!, args, {
    cwd,
    env: { PATH: path, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const lines: Line[] = [];
  const errors: string[] = [];
  const listeners = new Set<() => void>();
  const tell = () => listeners.forEach((listener) => listener());
  child.stderr.on('data', (data: Buffer) => errors.push(data.toString()));
  createInterface({ input: child.stdout }).on('line', (text) => {
    if (text.startsWith('{')) lines.push(JSON.parse(text) as Line);
    tell();
  });
  const exit = new Promise<{ code: number | null; errors: string }>((resolve) => {
    child.once('close', (code) => resolve({ code, errors: errors.join('') }));
  });
  const gone = exit.then(() => undefined);
  let ended = false;
  void gone.then(() => {
    ended = true;
    tell();
  });
  return {
    child,
    lines,
    exit,
    line: (fits) =>
      new Promise((resolve, reject) => {
        const look = () => {
          const found = lines.find(fits);
          if (!found && !ended) return;
          listeners.delete(look);
          if (found) resolve(found);
          else reject(new Error(`the process ended: ${errors.join('')} ${JSON.stringify(lines.slice(-5))}`));
        };
        listeners.add(look);
        look();
      }),
    async end(signal = 'SIGTERM') {
      if (!ended) child.kill(signal);
      await gone;
    },
  };
}

export interface Directory {
  readonly path: string;
  remove(): Promise<void>;
}

export async function temporaryDirectory(): Promise<Directory> {
  const path = await mkdtemp(join(tmpdir(), 'provable-test-'));
  return { path, remove: () => rm(path, { recursive: true, force: true, maxRetries: 5 }) };
}

interface Process {
  readonly pid: number;
  readonly parent: number;
  readonly command: string;
}

function processes(): readonly Process[] {
  if (!existsSync('/proc/self/stat')) {
    const text = execFileSync('ps', ['-A', '-o', 'pid=,ppid=,args='], { encoding: 'utf8' });
    return text
      .split('\n')
      .map((line) => /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line))
      .filter((match) => match !== null)
      .map(([, pid, parent, command]) => ({ pid: Number(pid), parent: Number(parent), command: command! }));
  }
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      try {
        const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
        const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
        const [state, parent] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
        return state === 'Z' ? [] : [{ pid: Number(pid), parent: Number(parent), command }];
      } catch {
        return []; // ended while we looked
      }
    });
}

/** Processes that were started with this word in their command line. */
export const processesWith = (word: string): readonly number[] =>
  processes()
    .filter(({ command }) => command.includes(word))
    .map(({ pid }) => pid);

/** Processor time that a process has used, in hundredths of a second; 0 when it is gone. */
export function cpuTimeOf(pid: number): number {
  if (!existsSync('/proc/self/stat')) {
    const text = execFileSync('ps', ['-o', 'time=', '-p', String(pid)], { encoding: 'utf8' });
    return Math.round(text.split(':').reduce((sum, part) => 60 * sum + Number(part), 0) * 100);
  }
  if (!existsSync(`/proc/${pid}/stat`)) return 0;
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return Number(fields[11]) + Number(fields[12]);
}

/** The runner processes that certify for a process of the service. */
export const runnersOf = ({ child }: Started): readonly number[] =>
  processes()
    .filter(({ parent, command }) => parent === child.pid && command.includes('runner.js certify'))
    .map(({ pid }) => pid);
