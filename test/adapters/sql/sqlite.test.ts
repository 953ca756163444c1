import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe } from 'vitest';
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
