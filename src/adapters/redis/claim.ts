import { randomUUID } from 'node:crypto';
import { readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const NAME = /^starting-(\d+)-[0-9a-f-]+$/;

/** Longer than any start takes, in milliseconds: an older claim is a dead process's whose number lives again. */
const OLD = 15_000;

/**
 * The right to start the server of `directory`, which one process at a time may hold, or null while another claims it.
 * Redis takes the socket of its name away from whoever listens there, so two starts at once would part two processes.
 *
 * Guarantee: every contender writes its claim before it looks for others, so of two at least one sees the other.
 * Both may give way: try again after a pause of your own. A claim dies with its process.
 */
export function claimStart(directory: string): { release(): void } | null {
  const own = `starting-${process.pid}-${randomUUID()}`;
  const release = (): void => rmSync(join(directory, own), { force: true });
  writeFileSync(join(directory, own), '');
  const others = readdirSync(directory).filter((name) => NAME.test(name) && name !== own);
  const standing = others.filter((name) => stands(directory, name));
  if (standing.length === 0) return { release };
  release();
  return null;
}

function stands(directory: string, name: string): boolean {
  const file = join(directory, name);
  const written = statSync(file, { throwIfNoEntry: false })?.mtimeMs;
  if (written === undefined) return false;
  if (isAlive(Number(NAME.exec(name)?.[1])) && Date.now() - written < OLD) return true;
  rmSync(file, { force: true });
  return false;
}

/** Whether a process of this number runs; somebody else's counts. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (fault) {
    return (fault as NodeJS.ErrnoException).code === 'EPERM';
  }
}
