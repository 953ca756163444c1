import { describe, expect, it } from 'vitest';
import { openSending } from '../../src/service/announce.ts';
import type { SendWebhook } from '../../src/service/ports.ts';
import { aDataset, aJob, aModel, at, chunksOf, memoryRecords } from '../support/records.ts';
import { silent } from '../support/silent-log.ts';

async function announced(count: number, send: SendWebhook) {
  const records = await memoryRecords();
  await records.addModel(aModel());
  await records.addDataset(aDataset());
  for (let i = 0; i < count; i++) {
    const id = `job_${i}`;
    await records.addJob(aJob(id), chunksOf(id, 1));
    const delivery = { id: `msg_${i}`, url: `https://example.org/${i}`, secret: null, body: '{}' };
    await records.end(id, at(1), { status: 'failed', error: null, event: {}, delivery });
  }
  let now = Date.parse(at(10));
  const clock = { now: () => new Date(now), after: () => () => undefined };
  const sending = openSending({ records, clock, log: silent, send, secret: 'whsec_ours', jitter: () => 0 });
  return { records, sending, later: (seconds: number) => (now += seconds * 1000) };
}

const answer = (status: number | null) => ({ status, error: null, retryAfter: null });

describe('sending announcements', () => {
  it('signs with the service’s secret where the client gave none, and records the attempt', async () => {
    const sent: unknown[] = [];
    const { records, sending } = await announced(1, async (message) => {
      sent.push(message);
      return answer(204);
    });
    expect(await sending.round()).toBe(1);
    await sending.idle();
    expect(sent).toMatchObject([{ id: 'msg_0', secret: 'whsec_ours', body: '{}' }]);
    expect(await records.deliveries('job_0')).toMatchObject([
      { status: 'delivered', attempts: [{ status: 204 }] },
    ]);
    expect(await sending.round()).toBe(0);
  });

  it('tries again when it is due, and gives up where the receiver is gone', async () => {
    const answers = [answer(500), answer(null), answer(410)];
    const { records, sending, later } = await announced(1, async () => answers.shift()!);
    for (const wait of [0, 10, 400]) {
      later(wait);
      expect(await sending.round()).toBe(1);
      await sending.idle();
    }
    expect(await records.deliveries('job_0')).toMatchObject([
      { status: 'abandoned', attempts: [{}, {}, {}] },
    ]);
  });

  it('lets receivers that hang keep nobody else waiting', async () => {
    const done: string[] = [];
    const { sending } = await announced(40, ({ url }) => {
      if (url.endsWith('/39')) done.push(url);
      return url.endsWith('/39') ? Promise.resolve(answer(200)) : new Promise(() => undefined);
    });
    await sending.round();
    expect(done).toHaveLength(1);
  });
});
