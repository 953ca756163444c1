import { readdirSync, readFileSync } from 'node:fs';
import { Readable } from 'node:stream';
import type { Standalone } from '../support/standalone.ts';

/** Resident memory of a process, in MB. */
export function residentOf(pid: number): number {
  const [, kilobytes] = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return Number(kilobytes ?? 0) / 1000;
}

/** The process and all that it started, and what those started. */
export function family(root: number): readonly number[] {
  const parents = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        const stat = readFileSync(`/proc/${name}/stat`, 'utf8');
        return [[Number(name), Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1])] as const];
      } catch {
        return [];
      }
    });
  const found = [root];
  for (const pid of found)
    found.push(...parents.filter(([, parent]) => parent === pid).map(([child]) => child));
  return found;
}

const PIECE = Buffer.alloc(1 << 20, 1);

/** An .npy of float32 zeros and ones, as large as said, that is never in memory as a whole. */
function* npy(megabytes: number): Generator<Buffer> {
  const count = (megabytes << 20) / 4096;
  const text = `{'descr': '|u1', 'fortran_order': False, 'shape': (${count}, 4096), }`.padEnd(117) + '\n';
  const head = Buffer.alloc(10);
  head.write('\x93NUMPY\x01\x00', 'latin1');
  head.writeUInt16LE(text.length, 8);
  yield Buffer.concat([head, Buffer.from(text)]);
  for (let i = 0; i < megabytes; i++) yield PIECE;
}

function* multipart(boundary: string, megabytes: number): Generator<Buffer> {
  const disposition = 'content-disposition: form-data; name="file"; filename="large.npy"';
  yield Buffer.from(`--${boundary}\r\n${disposition}\r\ncontent-type: application/octet-stream\r\n\r\n`);
  yield* npy(megabytes);
  yield Buffer.from(`\r\n--${boundary}--\r\n`);
}

/** How much the API's process grew, at the most, while an upload came in; and the answer's status. */
export async function uploadGrowth(
  service: Standalone,
  megabytes: number,
): Promise<{ growth: number; status: number }> {
  const pid = service.process.child.pid!;
  const before = residentOf(pid);
  let most = before;
  const timer = setInterval(() => (most = Math.max(most, residentOf(pid))), 20);
  try {
    const boundary = 'provable-bench';
    const answer = await fetch(`${service.client.address}/v1/datasets`, {
      method: 'POST',
      headers: { 'content-type': `multipart/form-data; boundary=${boundary}` },
      body: Readable.toWeb(Readable.from(multipart(boundary, megabytes))),
      duplex: 'half',
    });
    await answer.text();
    return { growth: most - before, status: answer.status };
  } finally {
    clearInterval(timer);
  }
}
