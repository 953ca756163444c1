import { afterEach, describe, expect, it } from 'vitest';
import { digestOf } from '../support/client.ts';
import { admitDigits, smoothing } from '../support/digits.ts';
import { startStandalone } from '../support/standalone.ts';
import type { Standalone } from '../support/standalone.ts';

const open: Standalone[] = [];
const started = async (settings: Record<string, string>) => {
  const service = await startStandalone(settings);
  open.push(service);
  return service;
};
afterEach(async () => {
  await Promise.all(open.splice(0).map((service) => service.close()));
});

const SAMPLES = { offset: 5, limit: 60, stride: 3 };
const METHOD = smoothing(3000);

async function submitted(service: Standalone): Promise<string> {
  const ids = await admitDigits(service.client);
  return (await service.client.submit({ ...ids, samples: SAMPLES, method: METHOD })).id;
}

async function digestAtEnd(service: Standalone, id: string): Promise<string> {
  expect(await service.client.ended(id)).toMatchObject({ status: 'succeeded', progress: { done: 60 } });
  return digestOf(await service.client.rows(id));
}

const undisturbed = async (settings: Record<string, string>) => {
  const service = await started(settings);
  return digestAtEnd(service, await submitted(service));
};

/** The rows that all others are held to: of one runner that nothing disturbs. */
let expected: Promise<string> | null = null;
const reference = () => (expected ??= undisturbed({ RUNNERS: '1' }));

/** The rows of a job to which something happens when it has begun. */
async function disturbed(disturb: (service: Standalone) => void | Promise<void>): Promise<string> {
  const service = await started({ CHUNK_SAMPLES: '5' });
  const id = await submitted(service);
  await service.client.until(id, ({ progress }) => progress.done > 0);
  await disturb(service);
  return digestAtEnd(service, id);
}

function killRunners(service: Standalone): void {
  for (const pid of service.runners()) process.kill(pid, 'SIGKILL');
}

describe('the rows of a job', () => {
  it.each(['1', '17'])('do not depend on runners or chunks: two, and %s samples a chunk', async (samples) => {
    const rows = await undisturbed({ RUNNERS: '2', CHUNK_SAMPLES: samples });
    expect(rows).toBe(await reference());
  });

  it.each<[string, Parameters<typeof disturbed>[0]]>([
    ['runners that are killed', killRunners],
    ['a service that is killed', (service) => service.restart('SIGKILL')],
    ['a service that is stopped', (service) => service.restart('SIGINT')],
  ])('do not depend on %s', async (_, disturb) => {
    expect(await disturbed(disturb)).toBe(await reference());
  });

  it('change with the seed, which a client may state', async () => {
    const service = await started({});
    const ids = await admitDigits(service.client);
    const run = async (seed?: string) => {
      const method = { ...smoothing(1000), ...(seed ? { seed } : {}) };
      const { id } = await service.client.submit({ ...ids, samples: { limit: 10 }, method });
      await service.client.ended(id);
      return digestOf(await service.client.rows(id));
    };
    const derived = await run();
    const stated = await run('ab'.repeat(32));
    expect(stated).not.toBe(derived);
    expect(await run('ab'.repeat(32))).toBe(stated);
  });
});
