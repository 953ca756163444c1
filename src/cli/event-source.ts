/** A server-sent event (WHATWG HTML, section 9.2). */
export interface ServerEvent {
  readonly id: string | null;
  readonly type: string;
  readonly data: string;
}

const LONGEST = 16 * 1024 * 1024;

/** The events of a stream, as they come; comments count as nothing. What is unfinished at the end is dropped. */
export async function* eventsIn(stream: AsyncIterable<Uint8Array>): AsyncGenerator<ServerEvent> {
  const decoder = new TextDecoder();
  let text = '';
  for await (const piece of stream) {
    text = (text + decoder.decode(piece, { stream: true })).replaceAll('\r\n', '\n');
    if (text.length > LONGEST) throw new Error('an event has no end');
    const blocks = text.split('\n\n');
    text = blocks.pop()!;
    for (const block of blocks) {
      const event = eventOf(block);
      if (event) yield event;
    }
  }
}

function eventOf(block: string): ServerEvent | null {
  const fields = { id: [] as string[], event: [] as string[], data: [] as string[] };
  for (const line of block.split('\n')) {
    const [, name, value] = /^([a-z]+): ?(.*)$/.exec(line) ?? [];
    if (name === 'id' || name === 'event' || name === 'data') fields[name].push(value!);
  }
  if (fields.data.length === 0) return null;
  return {
    id: fields.id.at(-1) ?? null,
    type: fields.event.at(-1) ?? 'message',
    data: fields.data.join('\n'),
  };
}
