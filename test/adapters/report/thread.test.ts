import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { openReportThread } from '../../../src/adapters/report/thread.ts';
import type { ReportThread } from '../../../src/adapters/report/thread.ts';
import type { ReportFacts } from '../../../src/service/report/facts.ts';

const ENTRY = join(import.meta.dirname, '../../support/fake-report-worker.js');
const asking = (id: string) => ({ job: { id } }) as ReportFacts;

let thread: ReportThread;
const open = (idle: number) => (thread = openReportThread({ entry: ENTRY, idle }));
afterEach(() => thread.close());

const drawn = async (wish: string) => (await thread.render(asking(wish))).html.split(' by ');

describe('the thread that draws reports', () => {
  it('answers each with its own page, however many ask at once', async () => {
    open(10_000);
    const pages = await Promise.all(['a', 'b', 'c'].map(drawn));
    expect(pages.map(([name]) => name)).toEqual(['a', 'b', 'c']);
    expect(new Set(pages.map(([, by]) => by)).size).toBe(1);
  });

  it('says what went wrong with one, and goes on with others', async () => {
    open(10_000);
    await expect(drawn('refuse')).rejects.toThrow('this cannot be drawn');
    expect((await drawn('a'))[0]).toBe('a');
  });

  it.each(['die', 'leave'])(
    'fails those that wait when it ends by itself (%s), and is started again',
    async (end) => {
      open(10_000);
      const [, first] = await drawn('a');
      const waiting = [drawn('nothing'), drawn(end)];
      for (const one of waiting)
        await expect(one).rejects.toThrow(/the thread is broken|the report thread ended/);
      const [name, second] = await drawn('b');
      expect(name).toBe('b');
      expect(second).not.toBe(first);
    },
  );

  it('ends when nobody has asked for a while, and is started again', async () => {
    open(0);
    const [, first] = await drawn('a');
    await vi.waitFor(async () => expect((await drawn('b'))[1]).not.toBe(first));
  });

  it('fails those that wait when it is closed', async () => {
    open(10_000);
    await drawn('a');
    const waiting = drawn('nothing');
    await Promise.all([thread.close(), expect(waiting).rejects.toThrow('the service is closing')]);
  });
});
