import { describe, expect, it } from 'vitest';
import { eventsIn } from '../../src/cli/event-source.ts';

async function* cut(text: string, size: number): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

const read = async (text: string, size: number) => {
  const events = [];
  for await (const event of eventsIn(cut(text, size))) events.push(event);
  return events;
};

describe('the events of a stream', () => {
  const TEXT =
    'retry: 3000\n\n: still here\n\nid: 1\nevent: job.started\ndata: {"a":"ü"}\n\nid: 2\r\ndata: x\r\ndata:y\r\n\r\nid: 3\ndata: cut';

  it('are the same however it is cut, without comments and what is unfinished', async () => {
    for (const size of [1, 2, 3, 7, 1000])
      expect(await read(TEXT, size), String(size)).toEqual([
        { id: '1', type: 'job.started', data: '{"a":"ü"}' },
        { id: '2', type: 'message', data: 'x\ny' },
      ]);
  });

  it('end where one has no end', async () => {
    await expect(read(`data: ${'x'.repeat(17 * 1024 * 1024)}`, 1024 * 1024)).rejects.toThrow('no end');
  });
});
