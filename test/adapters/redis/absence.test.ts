import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openConsumer } from '../../../src/adapters/redis/consumer.ts';
import { openQueue } from '../../../src/adapters/redis/queue.ts';
import { openSignals } from '../../../src/adapters/redis/signals.ts';
import type { Queue } from '../../../src/service/ports.ts';
import { gated, journal } from '../../laws/queue.ts';
import { embeddedProcess } from '../../support/embedded-process.ts';
import { recording, silent } from '../../support/silent-log.ts';

let directory: string;
let number = 0;
const freshSocket = (): string => join(directory, `${(number += 1)}.sock`);
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'provable-absence-'));
});
afterAll(() => rm(directory, { recursive: true }));

const unavailable = { name: 'Refusal', code: 'queue_unavailable', status: 503 };

async function addWhenItIsBack(queue: Queue, id: string): Promise<void> {
  while (
    !(await queue.add(id).then(
      () => true,
      () => false,
    ))
  );
}

describe('a Redis that is away', () => {
  it('is refused as unavailable when nobody listens', async () => {
    const queue = await openQueue(`unix://${freshSocket()}`, { log: silent, patience: 100 });
    await expect(queue.add('job_a-0')).rejects.toMatchObject(unavailable);
    await expect(queue.ping()).rejects.toMatchObject(unavailable);
    await queue.close();
  });

  it('is refused as unavailable when the port is closed', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as { port: number };
    await new Promise((resolve) => server.close(resolve));
    const queue = await openQueue(`redis://127.0.0.1:${port}`, { log: silent });
    await expect(queue.add('job_a-0')).rejects.toMatchObject(unavailable);
    await queue.close();
  });

  it('is refused as unavailable when it accepts and never answers', async () => {
    const socket = freshSocket();
    const peers: Socket[] = [];
    const server = createServer((peer) => void peers.push(peer)).listen(socket);
    await once(server, 'listening');
    const queue = await openQueue(`unix://${socket}`, { log: silent, patience: 100 });
    await expect(queue.add('job_a-0')).rejects.toMatchObject(unavailable);
    await expect(queue.ping()).rejects.toMatchObject(unavailable);
    await queue.close();
    peers.forEach((peer) => peer.destroy());
    await new Promise((resolve) => server.close(resolve));
  });

  it('is refused as unavailable when it stops answering, and used when it answers again', async () => {
    const socket = freshSocket();
    const server = await embeddedProcess(socket);
    const queue = await openQueue(`unix://${socket}`, { log: silent, patience: 200 });
    await addWhenItIsBack(queue, 'job_a-0');
    server.child.kill('SIGSTOP');
    await expect(queue.add('job_a-1')).rejects.toMatchObject(unavailable);
    await expect(queue.ping()).rejects.toMatchObject(unavailable);
    server.child.kill('SIGCONT');
    await addWhenItIsBack(queue, 'job_a-1');
    await queue.close();
    await server.kill();
  });

  it('is told once, not at every attempt', async () => {
    const log = recording();
    const queue = await openQueue(`unix://${freshSocket()}`, { log, patience: 200 });
    await expect(queue.ping()).rejects.toMatchObject(unavailable);
    await expect(queue.ping()).rejects.toMatchObject(unavailable);
    expect(log.lines.filter((line) => line.startsWith('warn'))).toEqual(['warn: Redis cannot be reached']);
    await queue.close();
  });

  it('is used as soon as it comes, by ends that were opened before', async () => {
    const socket = freshSocket();
    const queue = await openQueue(`unix://${socket}`, { log: silent });
    const seen = journal();
    const consumer = await openConsumer(`unix://${socket}`, { log: silent })(1, seen.note);
    const server = await embeddedProcess(socket);
    await addWhenItIsBack(queue, 'job_a-0');
    await seen.has('job_a-0');
    await consumer.close();
    await queue.close();
    await server.kill();
  });

  it('may die in the middle of a chunk and come back empty: consuming goes on', async () => {
    const socket = freshSocket();
    const first = await embeddedProcess(socket);
    const queue = await openQueue(`unix://${socket}`, { log: silent });
    const seen = journal();
    const gate = gated(seen);
    const consumer = await openConsumer(`unix://${socket}`, { log: silent })(1, gate.handle);
    await queue.add('job_a-0');
    await seen.has('job_a-0');
    await first.kill();
    await expect(queue.add('job_a-1')).rejects.toMatchObject(unavailable);
    gate.open();
    const second = await embeddedProcess(socket);
    await addWhenItIsBack(queue, 'job_a-2');
    await addWhenItIsBack(queue, 'job_a-0');
    await seen.count(3);
    expect(seen.ids).toEqual(['job_a-0', 'job_a-2', 'job_a-0']);
    await consumer.close();
    await queue.close();
    await second.kill();
  });

  it('does not keep the ends from closing, whether it was ever there or not', async () => {
    const socket = freshSocket();
    const server = await embeddedProcess(socket);
    const urls = [`unix://${socket}`, `unix://${freshSocket()}`];
    const consumers = await Promise.all(
      urls.map((url) => openConsumer(url, { log: silent, patience: 2000 })(1, async () => undefined)),
    );
    const queues = await Promise.all(urls.map((url) => openQueue(url, { log: silent })));
    const signals = await Promise.all(urls.map((url) => openSignals(url, { log: silent })));
    await queues[0]!.ping();
    await server.kill();
    await Promise.all([...consumers, ...queues, ...signals].map((end) => end.close()));
  });

  it('loses signals without a word to the sender', async () => {
    const signals = await openSignals(`unix://${freshSocket()}`, { log: silent });
    await expect(signals.publish('job', 'job_1')).resolves.toBeUndefined();
    await signals.close();
  });
});
