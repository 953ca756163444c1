import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Consume, Queue, Signals } from '../../src/service/ports.ts';

export interface Ends {
  readonly queue: Queue;
  readonly consume: Consume;
  readonly signals: Signals;
  close(): Promise<void>;
}

/** Opens ends on a queue that nobody else uses. Consumers wait `patience` milliseconds for handlers at `close`. */
export type OpenEnds = (patience: number) => Promise<Ends>;

/** What every implementation of the queue's ports promises. */
export function queueLaws(name: string, open: OpenEnds): void {
  describe(`${name}: the laws of the queue`, () => {
    let ends: Ends;
    beforeEach(async () => {
      ends = await open(10_000);
    });
    afterEach(() => ends.close());

    it('delivers in the order of adding', async () => {
      const ids = Array.from({ length: 20 }, (_, index) => `job_a-${index}`);
      for (const id of ids) await ends.queue.add(id);
      const seen = journal();
      await ends.consume(1, seen.note);
      await seen.count(20);
      expect(seen.ids).toEqual(ids);
    });

    it('delivers every id to one of several consumers, whenever it was added', async () => {
      const seen = journal();
      const ids = Array.from({ length: 30 }, (_, index) => `job_b-${index}`);
      await Promise.all(ids.slice(0, 10).map((id) => ends.queue.add(id)));
      await ends.consume(2, seen.note);
      await Promise.all(ids.slice(10, 20).map((id) => ends.queue.add(id)));
      await ends.consume(2, seen.note);
      await Promise.all(ids.slice(20).map((id) => ends.queue.add(id)));
      await seen.count(30);
      expect([...seen.ids].sort()).toEqual([...ids].sort());
    });

    it('ignores an id that waits', async () => {
      for (const id of ['job_a-0', 'job_a-0', 'job_a-1', 'job_a-0', 'end']) await ends.queue.add(id);
      const seen = journal();
      await ends.consume(1, seen.note);
      await seen.has('end');
      expect(seen.ids).toEqual(['job_a-0', 'job_a-1', 'end']);
    });

    it('ignores an id that is being worked on', async () => {
      const seen = journal();
      const gate = gated(seen);
      await ends.consume(1, gate.handle);
      await ends.queue.add('job_a-0');
      await seen.has('job_a-0');
      await ends.queue.add('job_a-0');
      await ends.queue.add('end');
      gate.open();
      await seen.has('end');
      expect(seen.ids).toEqual(['job_a-0', 'end']);
    });

    it('takes an id again once it was handled', async () => {
      const seen = journal();
      await ends.consume(1, seen.note);
      for (const [count, id] of ['job_a-0', 'between', 'job_a-0', 'between'].entries()) {
        await ends.queue.add(id);
        await seen.count(count + 1);
      }
      expect(seen.ids).toEqual(['job_a-0', 'between', 'job_a-0', 'between']);
    });

    it('forgets an id whose handler failed, and goes on', async () => {
      const seen = journal();
      await ends.consume(1, async (id) => {
        await seen.note(id);
        if (id === 'job_bad-0') throw new Error('the handler failed on purpose');
      });
      for (const [count, id] of ['job_bad-0', 'job_a-0', 'job_bad-0', 'job_a-1'].entries()) {
        await ends.queue.add(id);
        await seen.count(count + 1);
      }
      expect(seen.ids).toEqual(['job_bad-0', 'job_a-0', 'job_bad-0', 'job_a-1']);
    });

    it('handles as many at once as asked, never more', async () => {
      const seen = journal();
      const gate = gated(seen);
      await ends.consume(2, gate.handle);
      for (let index = 0; index < 6; index++) await ends.queue.add(`job_a-${index}`);
      for (let begun = 2; begun <= 6; begun++) {
        await seen.count(begun);
        for (let turn = 0; turn < 5; turn++) await ends.queue.ping();
        expect(seen.ids).toHaveLength(begun);
        gate.openOne();
      }
      gate.open();
    });

    it('closes a consumer after what it works on, and gives it nothing more', async () => {
      const first = journal();
      const gate = gated(first);
      const consumer = await ends.consume(1, gate.handle);
      await ends.queue.add('job_a-0');
      await first.has('job_a-0');
      let closed = false;
      const closing = consumer.close().then(() => (closed = true));
      await ends.queue.add('job_a-1');
      for (let turn = 0; turn < 5; turn++) await ends.queue.ping();
      expect(closed).toBe(false);
      gate.open();
      await closing;
      const second = journal();
      await ends.consume(1, second.note);
      await second.has('job_a-1');
      expect(first.ids).toEqual(['job_a-0']);
      expect(second.ids).toEqual(['job_a-1']);
    });

    it('closes a consumer twice, and one that never had work', async () => {
      const consumer = await ends.consume(1, async () => undefined);
      await Promise.all([consumer.close(), consumer.close()]);
      await consumer.close();
    });

    it('carries signals to every listener of the topic until it leaves', async () => {
      const [jobs, stops, left] = [journal(), journal(), journal()];
      ends.signals.subscribe('job', () => {
        throw new Error('a listener failed on purpose');
      });
      ends.signals.subscribe('job', (id) => void jobs.note(id));
      ends.signals.subscribe('stop', (id) => void stops.note(id));
      const leave = ends.signals.subscribe('job', (id) => void left.note(id));
      await ends.signals.publish('job', 'job_1');
      await left.count(1);
      leave();
      await ends.signals.publish('stop', 'job_2');
      await ends.signals.publish('job', 'job_3');
      await jobs.count(2);
      await stops.count(1);
      expect([jobs.ids, stops.ids, left.ids]).toEqual([['job_1', 'job_3'], ['job_2'], ['job_1']]);
    });
  });

  describe(`${name}: a consumer out of patience`, () => {
    it('closes in the middle of a handler, and its chunk is delivered again', async () => {
      const ends = await open(50);
      const [first, second] = [journal(), journal()];
      const gate = gated(first);
      const consumer = await ends.consume(1, gate.handle);
      await ends.queue.add('job_a-0');
      await first.has('job_a-0');
      await consumer.close();
      await ends.consume(1, second.note);
      await second.has('job_a-0');
      gate.open();
      await ends.close();
    });
  });
}

export interface Journal {
  readonly ids: readonly string[];
  readonly note: (id: string) => Promise<void>;
  /** Resolves when so many ids were noted. */
  count(least: number): Promise<void>;
  has(id: string): Promise<void>;
}

/** Ids in the order of arrival, and waiting for them without a clock. */
export function journal(): Journal {
  const ids: string[] = [];
  let wake: (() => void)[] = [];
  const until = async (reached: () => boolean): Promise<void> => {
    while (!reached()) await new Promise<void>((resolve) => wake.push(resolve));
  };
  return {
    ids,
    note: async (id) => {
      ids.push(id);
      const waking = wake;
      wake = [];
      waking.forEach((resolve) => resolve());
    },
    count: (least) => until(() => ids.length >= least),
    has: (id) => until(() => ids.includes(id)),
  };
}

/** A handler that notes its id and then waits at a gate. */
export function gated(seen: Journal): {
  handle: (id: string) => Promise<void>;
  openOne(): void;
  open(): void;
} {
  const waiting: (() => void)[] = [];
  let isOpen = false;
  return {
    async handle(id) {
      const passed = new Promise<void>((resolve) => (isOpen ? resolve() : waiting.push(resolve)));
      await seen.note(id);
      await passed;
    },
    openOne: () => waiting.shift()?.(),
    open() {
      isOpen = true;
      waiting.splice(0).forEach((pass) => pass());
    },
  };
}
