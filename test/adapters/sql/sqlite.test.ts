import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import Database from 'libsql';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openRecords } from '../../../src/adapters/sql/records.ts';
import { recordsLaws } from '../../laws/records.ts';

describe('records in a SQLite file', () => {
  recordsLaws(async () => {
    const folder = await mkdtemp(join(tmpdir(), 'provable-records-'));
    return {
      url: `sqlite:${join(folder, 'deeper', 'records.db')}`,
      drop: () => rm(folder, { recursive: true }),
    };
  });
});

describe('a SQLite file with two writers', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'provable-records-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('lets a writer wait without stopping the event loop or holding an old view', async () => {
    const path = join(folder, 'records.db');
    const records = await openRecords(path);
    await records.migrate();
    const other = new Database(path);
    other.exec('begin immediate');
    other.exec("insert into settings values ('theirs', 'x')");
    const waiting = records.setting('ours', () => 'y');
    // Everything up to the first timer, the pause after the first refusal, has happened then.
    await setImmediate();
    expect(await records.model('none')).toBeNull();
    other.exec('commit');
    // A refused writer that still held the view of that reading would keep the log from being emptied.
    expect(other.pragma('wal_checkpoint(TRUNCATE)')).toEqual([{ busy: 0, log: 0, checkpointed: 0 }]);
    expect(await waiting).toBe('y');
    expect(await records.setting('theirs', () => 'z')).toBe('x');
    other.close();
    await records.close();
  });

  it('keeps the event loop turning however many writers wait', async () => {
    const path = join(folder, 'records.db');
    const records = await openRecords(path);
    await records.migrate();
    const other = new Database(path);
    other.exec('begin immediate');
    let turn = 0;
    const tries: number[] = [];
    const exec = Object.getOwnPropertyDescriptor(Database.prototype, 'exec')!
      .value as Database.Database['exec'];
    const watched = vi.spyOn(Database.prototype, 'exec').mockImplementation(function (
      this: Database.Database,
      sql,
    ) {
      tries.push(turn);
      return exec.call(this, sql);
    });
    const keys = Array.from({ length: 20 }, (_, k) => `key ${k}`);
    const waiting = Promise.all(keys.map((key) => records.setting(key, () => key)));
    for (; tries.length < 8; turn++) await setImmediate();
    watched.mockRestore();
    // Between two tries there is a turn, in which the event loop serves whatever came in.
    expect(new Set(tries).size).toBe(tries.length);
    other.exec('commit');
    expect(await waiting).toEqual(keys);
    other.close();
    await records.close();
  });
});
