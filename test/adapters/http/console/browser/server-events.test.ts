import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { eventOf, eventsOf } from '../../../../../src/adapters/http/console/browser/server-events.ts';

const streamOf = (pieces: readonly Uint8Array[]): ReadableStream<Uint8Array> =>
  new ReadableStream({
    start(controller) {
      for (const piece of pieces) controller.enqueue(piece);
      controller.close();
    },
  });

async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const item of items) found.push(item);
  return found;
}

const TEXT =
  'retry: 3000\n\nid: 1\nevent: job.queued\ndata: {"a":"ü"}\n\n: still here\n\nid: 2\nevent: job.progress\ndata: x\ndata: y\n\nid: 3\nevent: cut';

describe('server-sent events', () => {
  it('are the same however the bytes are cut, comments and what is unfinished left out', async () => {
    const bytes = new TextEncoder().encode(TEXT);
    const cuts = fc.array(fc.integer({ min: 0, max: bytes.length }), { maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(cuts, async (at) => {
        const ends = [...new Set([0, ...at, bytes.length])].sort((a, b) => a - b);
        const pieces = ends.slice(1).map((end, index) => bytes.slice(ends[index], end));
        expect(await all(eventsOf(streamOf(pieces)))).toEqual([
          { id: '1', type: 'job.queued', data: '{"a":"ü"}' },
          { id: '2', type: 'job.progress', data: 'x\ny' },
        ]);
      }),
    );
  });

  it('may end their lines in either way, and have no type', () => {
    expect(eventOf('id:7\r\ndata:x')).toEqual({ id: '7', type: 'message', data: 'x' });
    expect(eventOf('id: 7')).toBeNull();
  });
});
