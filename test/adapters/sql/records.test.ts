import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openRecords } from '../../../src/adapters/sql/records.ts';

describe('openRecords', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'provable-records-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it.each([
    ['sqlite:path', (path: string) => `sqlite:${path}`],
    ['sqlite://path', (path: string) => `sqlite://${path}`],
    ['file:path', (path: string) => `file:${path}`],
    ['file://path', (path: string) => pathToFileURL(path).href],
    ['a plain path', (path: string) => path],
  ])('opens the same SQLite file by %s', async (_, urlOf) => {
    const path = join(folder, 'new', 'my records.db');
    const records = await openRecords(urlOf(path));
    await records.migrate();
    await records.setting('key', () => 'there');
    await records.close();
    expect(await readdir(join(folder, 'new'))).toContain('my records.db');
    const again = await openRecords(path);
    expect(await again.setting('key', () => 'not there')).toBe('there');
    await again.close();
  });

  it('refuses a URL of another kind, and does not repeat its password', async () => {
    const opening = openRecords('mysql://me:secret@host/records');
    await expect(opening).rejects.toThrow('not in mysql:');
    await expect(opening).rejects.not.toThrow('secret');
  });

  it('refuses a file that is no database, and a folder', async () => {
    await expect(openRecords(import.meta.filename)).rejects.toThrow('not a database');
    await expect(openRecords(folder)).rejects.toThrow();
  });

  it('connects to no server before it is asked', async () => {
    const records = await openRecords('postgres://nobody@127.0.0.1:1/none');
    await expect(records.ping()).rejects.toThrow();
    await records.close();
  });
});
