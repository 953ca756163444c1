import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** The whole service, started for a moment: free port, temporary directory. */
export interface Service {
  readonly address: string;
  /** What it said about its queue. */
  readonly queue: string;
  stop(): Promise<void>;
}

interface Line {
  readonly msg?: string;
  readonly address?: string;
  readonly kind?: string;
  readonly level?: number;
}

/** Starts the standalone service from `entry` and waits until it listens. Rejects with what it said when it does not. */
export async function startService(
  entry: string,
  settings: Readonly<Record<string, string>>,
): Promise<Service> {
  const directory = await mkdtemp(join(tmpdir(), 'provable-'));
  const env = {
    ...settings,
    PORT: '0',
    HOST: '127.0.0.1',
    DATA_DIR: directory,
    LOG_LEVEL: 'info',
  };
  const child = spawn(process.execPath, [entry], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  const said: string[] = [];
  child.stderr.on('data', (data: Buffer) => said.push(data.toString()));
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const stop = async () => {
    child.kill('SIGTERM');
    await gone;
    await rm(directory, { recursive: true, force: true, maxRetries: 3 });
  };
  let queue = '';
  for await (const text of createInterface({ input: child.stdout })) {
    said.push(`${text}\n`);
    if (!text.startsWith('{')) continue;
    const line = JSON.parse(text) as Line;
    if (line.kind !== undefined) queue = line.msg ?? '';
    if (line.address === undefined) continue;
    child.stdout.resume();
    return { address: line.address, queue, stop };
  }
  await stop();
  throw new Error(`the service did not start:\n${said.join('')}`);
}
