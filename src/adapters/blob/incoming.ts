import { randomUUID } from 'node:crypto';
import { readdir, rm, stat } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';

/** Milliseconds without a byte after which no upload is alive any more, whoever wrote it. */
const STALE = 3_600_000;
const NAME = /^(.+)\.(\d+)\.[0-9a-f-]{36}$/;

/** A file name for an upload that comes in: it says which process of which machine writes it. */
export const incomingName = (): string => `${encodeURIComponent(hostname())}.${process.pid}.${randomUUID()}`;

/** Removes the files that no process writes any more. */
export async function sweepIncoming(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    const path = join(folder, name);
    if (isWriterGone(name) || (await isStale(path))) await rm(path, { force: true });
  }
}

/** Known only of processes of this machine; another machine may share the folder. */
function isWriterGone(name: string): boolean {
  const [, host, pid] = NAME.exec(name) ?? [];
  return host === encodeURIComponent(hostname()) && !isAlive(Number(pid));
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

async function isStale(path: string): Promise<boolean> {
  const { mtimeMs } = await stat(path).catch(() => ({ mtimeMs: Infinity }));
  return Date.now() - mtimeMs > STALE;
}
