import { expect, it } from 'vitest';
import type { Records } from '../../../src/service/ports.ts';
import { at } from '../../support/records.ts';
import type { Scene } from '../records.ts';
import { aJobIn, anEnding } from './story.ts';

/** Ends a job of its own at each second: each has one delivery, due then. */
async function announce(records: Records, seconds: readonly number[]): Promise<void> {
  for (const second of seconds) {
    const id = `job_${second}`;
    await aJobIn(records, { id });
    const delivery = {
      id: `msg_${second}`,
      url: 'https://example.org',
      secret: null,
      body: '{"NUL":"\\u0000"}',
    };
    await records.end(id, at(second), anEnding('failed', { delivery }));
  }
}

export function deliveryLaws(scene: Scene): void {
  it('hands out what is due, longest due first, to one sender at a time', async () => {
    const { records } = scene;
    await announce(records, [3, 1, 2, 9]);
    expect(await records.dueDeliveries(at(0), at(60), 10)).toEqual([]);
    const first = await records.dueDeliveries(at(5), at(60), 2);
    expect(first.map(({ id, next_attempt_at }) => [id, next_attempt_at])).toEqual([
      ['msg_1', at(60)],
      ['msg_2', at(60)],
    ]);
    expect(await records.deliveries('job_1')).toEqual([first[0]]);
    expect((await records.dueDeliveries(at(5), at(60), 9)).map(({ id }) => id)).toEqual(['msg_3']);
    expect(await records.dueDeliveries(at(5), at(60), 9)).toEqual([]);
    expect((await records.dueDeliveries(at(60), at(90), 9)).map(({ id }) => id)).toEqual([
      'msg_9',
      'msg_1',
      'msg_2',
      'msg_3',
    ]);
  });

  it('keeps every attempt with its answer', async () => {
    const { records } = scene;
    await announce(records, [1]);
    const failed = { at: at(2), status: null, error: 'no "route" \0' };
    const answered = { at: at(9), status: 204, error: null };
    await records.attempted('msg_1', failed, { status: 'pending', at: at(8) });
    expect(await records.deliveries('job_1')).toMatchObject([
      { status: 'pending', attempts: [failed], next_attempt_at: at(8) },
    ]);
    expect(await records.dueDeliveries(at(7), at(60), 9)).toEqual([]);
    await records.attempted('msg_1', answered, { status: 'delivered', at: null });
    expect(await records.deliveries('job_1')).toMatchObject([
      { status: 'delivered', attempts: [failed, answered], next_attempt_at: null },
    ]);
    expect(await records.dueDeliveries(at(999), at(1000), 9)).toEqual([]);
    await records.attempted('msg_unknown', answered, { status: 'delivered', at: null });
  });

  it('never hands out what is delivered or given up', async () => {
    const { records } = scene;
    await announce(records, [1, 2]);
    await records.attempted(
      'msg_1',
      { at: at(3), status: 410, error: null },
      { status: 'abandoned', at: at(4) },
    );
    expect((await records.dueDeliveries(at(99), at(100), 9)).map(({ id }) => id)).toEqual(['msg_2']);
  });

  it('gives no delivery to two senders', async () => {
    const { records } = scene;
    const seconds = Array.from({ length: 20 }, (_, k) => k + 1);
    await announce(records, seconds);
    const senders = [records, ...(await Promise.all([scene.open(), scene.open()]))];
    const taken = await Promise.all(
      senders.flatMap((sender) => [1, 2, 3].map(() => sender.dueDeliveries(at(50), at(90), 3))),
    );
    const rest = await records.dueDeliveries(at(50), at(90), 100);
    const ids = [...taken.flat(), ...rest].map(({ id }) => id);
    expect(ids.sort()).toEqual(seconds.map((second) => `msg_${second}`).sort());
  });
}
