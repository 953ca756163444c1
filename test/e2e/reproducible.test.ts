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

describe('the rows of a job', () => {
  it('do not depend on runners, chunks, killed runners or a killed service', async () => {
    const expected = await undisturbed({ RUNNERS: '1' });
    expect(await undisturbed({ RUNNERS: '2', CHUNK_SAMPLES: '1' })).toBe(expected);
    expect(await undisturbed({ RUNNERS: '2', CHUNK_SAMPLES: '17' })).toBe(expected);

    const wounded = await started({ CHUNK_SAMPLES: '5' });
    const first = await submitted(wounded);
    await wounded.client.until(first, ({ progress }) => progress.done > 0);
    for (const pid of wounded.runners()) process.kill(pid, 'SIGKILL');
    expect(await digestAtEnd(wounded, first)).toBe(expected);

    const killed = await started({ CHUNK_SAMPLES: '5' });
    const second = await submitted(killed);
    await killed.client.until(second, ({ progress }) => progress.done > 0);
    await killed.restart('SIGKILL');
    expect(await digestAtEnd(killed, second)).toBe(expected);

    const interrupted = await started({ CHUNK_SAMPLES: '5' });
    const third = await submitted(interrupted);
    await interrupted.client.until(third, ({ progress }) => progress.done > 0);
    await interrupted.restart('SIGINT');
    expect(await digestAtEnd(interrupted, third)).toBe(expected);
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
