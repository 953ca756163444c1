/** One server-sent event (WHATWG HTML, section 9.2). */
export interface ServerEvent {
  readonly id: string;
  readonly type: string;
  readonly data: string;
}

/** The events in the bytes of a stream, however they are cut. A last one that was not finished is left out. */
export async function* eventsOf(bytes: ReadableStream<Uint8Array>): AsyncGenerator<ServerEvent> {
  const reader = bytes.getReader();
  const decoder = new TextDecoder();
  let text = '';
  try {
    for (;;) {
      const { value, done } = await reader.read();
      if (done) return;
      text += decoder.decode(value, { stream: true });
      const messages = text.split(/\r?\n\r?\n/);
      text = messages.pop()!;
      for (const message of messages) {
        const event = eventOf(message);
        if (event) yield event;
      }
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

/** Null for comments and settings. */
export function eventOf(message: string): ServerEvent | null {
  const fields = new Map<string, string[]>();
  for (const line of message.split(/\r?\n/)) {
    const match = /^(id|event|data): ?(.*)$/.exec(line);
    if (match) fields.set(match[1]!, [...(fields.get(match[1]!) ?? []), match[2]!]);
  }
  const data = fields.get('data');
  if (!data) return null;
  return {
    id: fields.get('id')?.at(-1) ?? '',
    type: fields.get('event')?.at(-1) ?? 'message',
    data: data.join('\n'),
  };
}
