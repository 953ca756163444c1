import { expect, it } from 'vitest';
import { aModel, aRow, at } from '../../support/records.ts';
import { openRecords } from '../../../src/adapters/sql/records.ts';
import type { Place, Scene } from '../records.ts';
import { aJobIn, anEnding, workOff } from './story.ts';

export function storeLaws(scene: Scene): void {
  it('answers a ping, and none when it is closed', async () => {
    await scene.records.ping();
    const other = await scene.open();
    await other.ping();
    await other.close();
    await expect(other.ping()).rejects.toThrow();
    await scene.records.ping();
  });

  it('closes twice as once', async () => {
    const other = await scene.open();
    await other.ping();
    await Promise.all([other.close(), other.close()]);
    await other.close();
  });

  it('migrates again without harm', async () => {
    await scene.records.addModel(aModel());
    await scene.records.migrate();
    await (await scene.open()).migrate();
    expect(await scene.records.model('mdl_1')).toEqual(aModel());
  });

  it('has everything after it was closed and opened again', async () => {
    const { records } = scene;
    const [first] = await aJobIn(records);
    await records.setting('key', () => 'made');
    await workOff(records, first!);
    await aJobIn(records, { id: 'job_2' });
    await records.stop('job_2', 'canceled', at(3), { code: 'x', message: 'y' });
    await records.end('job_2', at(4), anEnding('canceled'));
    const seen = async (of: typeof records) => ({
      model: await of.model('mdl_1'),
      dataset: await of.dataset('dst_1'),
      jobs: [await of.job('job_1'), await of.job('job_2')],
      events: [await of.events('job_1', 0, 100), await of.events('job_2', 0, 100)],
      rows: await of.rows('job_1', null, 100),
      deliveries: await of.deliveries('job_2'),
      setting: await of.setting('key', () => 'made anew'),
      running: await of.running('job_1', at(0)),
    });
    const before = await seen(records);
    expect(before.rows).toEqual([aRow(0)]);
    expect(before.setting).toBe('made');
    await records.close();
    const again = await scene.open();
    expect(await seen(again)).toEqual(before);
    const second = await again.queueNext('job_1');
    expect(second).toMatchObject({ ordinal: 1 });
    expect(await workOff(again, second!)).toEqual({ done: true, jobDone: true });
  });

  it('makes a setting once', async () => {
    const others = await Promise.all(Array.from({ length: 4 }, () => scene.open()));
    const all = [scene.records, ...others];
    const values = await Promise.all(
      all.flatMap((records, k) => [0, 1, 2].map((n) => records.setting('secret', () => `${k}.${n}`))),
    );
    expect(values).toHaveLength(15);
    expect(new Set(values).size).toBe(1);
    expect(await scene.records.setting('other', () => 'its own')).toBe('its own');
  });
}

export function migrationLaws(place: () => Promise<Place>): void {
  it('migrates an empty database once when several openings do it at once', async () => {
    const here = await place();
    const openings = await Promise.all(Array.from({ length: 6 }, () => openRecords(here.url)));
    await Promise.all(openings.map((records) => records.migrate()));
    for (const records of openings)
      expect((await records.models({ limit: 1, cursor: null })).data).toEqual([]);
    await Promise.all(openings.map((records) => records.close()));
    await here.drop();
  });
}
