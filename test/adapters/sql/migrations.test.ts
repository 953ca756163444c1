import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'libsql';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { aJob, aModel } from '../../support/records.ts';
import { openRecords } from '../../../src/adapters/sql/records.ts';

describe('migrate', () => {
  let folder: string;
  let path: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'provable-records-'));
    path = join(folder, 'records.db');
    const records = await openRecords(path);
    await records.migrate();
    await records.close();
  });
  afterEach(() => rm(folder, { recursive: true }));

  const change = (statement: string) => {
    const database = new Database(path);
    database.exec(statement);
    database.close();
  };

  it('refuses tables of a newer release, and of another one', async () => {
    change("insert into migrations values ('999-future')");
    const records = await openRecords(path);
    await expect(records.migrate()).rejects.toThrow('it has 999-future; this one ends with 0');
    await records.close();
  });

  it('brings the jobs of the first release along', async () => {
    const before = aJob('job_old', { model_id: 'mdl_old' });
    const { extends: _, denoiser_id: _id, denoiser_digest: _digest, ...body } = before;
    change(`
      delete from migrations where name > '001-foundation';
      alter table jobs drop column denoiser_id;
      alter table jobs drop column denoiser_digest;
      alter table jobs drop column tally;
      insert into jobs (id, status, model_id, dataset_id, model_digest, dataset_digest, method, done, seq, created_at, body)
      values ('job_old', 'queued', 'mdl_old', 'dst_1', '${before.model_digest}', '${before.dataset_digest}', 'smoothing', 0, 0,
        '${before.created_at}', '${JSON.stringify(body)}')`);
    const records = await openRecords(path);
    await records.migrate();
    expect(await records.job('job_old')).toEqual(before);
    await records.addModel(aModel('mdl_old'));
    expect(await records.removeModel('mdl_old')).toBe('in_use');
    await records.close();
  });

  it('makes all tables or none', async () => {
    change('delete from migrations; drop table settings; drop table models');
    const records = await openRecords(path);
    await expect(records.migrate()).rejects.toThrow();
    await expect(records.model('mdl_1')).rejects.toThrow('no such table: models');
    await records.close();
  });

  it('has an index for every question that is asked all the time', async () => {
    const database = new Database(path);
    const questions = [
      "select * from chunks where job_id = 'j' and status = 'pending' order by ordinal limit 1",
      "select id from chunks where job_id = 'j' and status in ('pending', 'queued', 'running') limit 1",
      'select id from jobs where finished_at is null order by created_at, id',
      "select * from jobs where (created_at, id) < ('a', 'b') order by created_at desc, id desc limit 2",
      "select * from jobs where model_id = 'm' order by created_at desc, id desc limit 2",
      'select * from rows where job_id = \'j\' and "index" > 5 order by "index" limit 2',
      "select * from deliveries where status = 'pending' and next_attempt_at <= 'n' order by next_attempt_at, id limit 3",
    ];
    for (const question of questions) {
      const plan = database.prepare(`explain query plan ${question}`).all() as { detail: string }[];
      const said = plan.map(({ detail }) => detail).join('; ');
      expect(said, question).toMatch(/USING (COVERING )?INDEX/);
      expect(said, question).not.toContain('TEMP B-TREE');
    }
    database.close();
  });
});
