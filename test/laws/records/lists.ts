import { expect, it } from 'vitest';
import type { JobQuery, Page } from '../../../src/service/ports.ts';
import { aDataset, aJob, aModel, at, chunksOf } from '../../support/records.ts';
import type { Scene } from '../records.ts';
import { anEnding } from './story.ts';

const ALL: JobQuery = {
  limit: 100,
  cursor: null,
  status: null,
  model_id: null,
  dataset_id: null,
  method: null,
};

/** Every page after the first that is given, and that one. */
async function walk<T extends { id: string }>(
  list: (cursor: string | null) => Promise<Page<T>>,
  between?: () => Promise<unknown>,
): Promise<string[][]> {
  const pages: string[][] = [];
  let cursor: string | null = null;
  do {
    const page: Page<T> = await list(cursor);
    pages.push(page.data.map(({ id }) => id));
    cursor = page.next_cursor;
    await between?.();
  } while (cursor !== null && pages.length < 50);
  return pages;
}

export function listLaws(scene: Scene): void {
  it('lists models and datasets newest first, by id within an instant', async () => {
    const { records } = scene;
    for (const [id, second] of [
      ['a', 5],
      ['Z', 5],
      ['b', 5],
      ['old', 1],
      ['new', 9],
    ] as const) {
      await records.addModel(aModel(`mdl_${id}`, { created_at: at(second) }));
      await records.addDataset(aDataset(`dst_${id}`, { created_at: at(second) }));
    }
    const models = await walk((cursor) => records.models({ limit: 2, cursor }));
    expect(models).toEqual([['mdl_new', 'mdl_b'], ['mdl_a', 'mdl_Z'], ['mdl_old']]);
    const datasets = await walk((cursor) => records.datasets({ limit: 5, cursor }));
    expect(datasets).toEqual([['dst_new', 'dst_b', 'dst_a', 'dst_Z', 'dst_old']]);
    expect((await records.models({ limit: 1, cursor: null })).data).toEqual([
      aModel('mdl_new', { created_at: at(9) }),
    ]);
  });

  it('has an empty page when there is nothing', async () => {
    expect(await scene.records.models({ limit: 10, cursor: null })).toEqual({ data: [], next_cursor: null });
    expect(await scene.records.jobs(ALL)).toEqual({ data: [], next_cursor: null });
  });

  it('shows everything once while new records arrive and seen ones go', async () => {
    const { records } = scene;
    for (let k = 0; k < 7; k++) await records.addModel(aModel(`mdl_${k}`, { created_at: at(k) }));
    let arrived = 10;
    const pages = await walk(
      (cursor) => records.models({ limit: 3, cursor }),
      async () => {
        await records.addModel(aModel(`mdl_x${arrived}`, { created_at: at(arrived++) }));
        await records.removeModel(`mdl_${16 - arrived + 1}`);
      },
    );
    expect(pages.flat()).toEqual(['mdl_6', 'mdl_5', 'mdl_4', 'mdl_3', 'mdl_2', 'mdl_1', 'mdl_0']);
  });

  it('filters jobs by status, model, dataset and method', async () => {
    const { records } = scene;
    for (const id of ['mdl_1', 'mdl_2']) await records.addModel(aModel(id));
    for (const id of ['dst_1', 'dst_2']) await records.addDataset(aDataset(id));
    const add = (id: string, second: number, changes: Parameters<typeof aJob>[1]) =>
      records.addJob(aJob(id, { created_at: at(second), ...changes }), chunksOf(id, 1));
    await add('job_1', 1, {});
    await add('job_2', 2, { model_id: 'mdl_2' });
    await add('job_3', 3, { dataset_id: 'dst_2', method: { name: 'interval' } });
    await records.end('job_3', at(4), anEnding('failed'));
    const ids = async (query: Partial<JobQuery>) =>
      (await records.jobs({ ...ALL, ...query })).data.map(({ id }) => id);
    expect(await ids({})).toEqual(['job_3', 'job_2', 'job_1']);
    expect(await ids({ status: 'queued' })).toEqual(['job_2', 'job_1']);
    expect(await ids({ status: 'failed' })).toEqual(['job_3']);
    expect(await ids({ model_id: 'mdl_1' })).toEqual(['job_3', 'job_1']);
    expect(await ids({ dataset_id: 'dst_2' })).toEqual(['job_3']);
    expect(await ids({ method: 'smoothing', model_id: 'mdl_1' })).toEqual(['job_1']);
    expect(await ids({ method: 'smoothing\0' })).toEqual([]);
    const pages = await walk((cursor) => records.jobs({ ...ALL, limit: 1, cursor, model_id: 'mdl_1' }));
    expect(pages).toEqual([['job_3'], ['job_1']]);
  });

  it('refuses a cursor that it did not make', async () => {
    const { records } = scene;
    await records.addModel(aModel('mdl_1', { created_at: at(1) }));
    await records.addModel(aModel('mdl_2', { created_at: at(2) }));
    const { next_cursor } = await records.models({ limit: 1, cursor: null });
    const text = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const wrong = [
      '',
      'x',
      'null',
      `${next_cursor}=`,
      `${next_cursor} `,
      next_cursor!.slice(1),
      text(null),
      text({}),
      text([]),
      text(['models', 'yesterday', 'mdl_1']),
      text(['models', at(1), 'mdl_1\0']),
      text(['models', at(1), 7]),
      text(['models', at(1), 'mdl_1', 'more']),
      text(['jobs', at(1), 'mdl_1']),
    ];
    for (const cursor of wrong) {
      await expect(records.models({ limit: 1, cursor }), cursor).rejects.toMatchObject({
        code: 'parameter_invalid',
        faults: [{ code: 'cursor_invalid', pointer: '#query/cursor' }],
      });
    }
    await expect(records.jobs({ ...ALL, cursor: next_cursor })).rejects.toMatchObject({
      code: 'parameter_invalid',
    });
    await expect(records.datasets({ limit: 1, cursor: next_cursor })).rejects.toMatchObject({
      code: 'parameter_invalid',
    });
    expect((await records.models({ limit: 1, cursor: next_cursor })).data).toMatchObject([{ id: 'mdl_1' }]);
  });
}
