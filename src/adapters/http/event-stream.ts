import type { JobEvent } from '../../service/job.ts';
import { eventView } from './views.ts';

const RETRY = 3000;

/**
 * Server-sent events (WHATWG HTML, section 9.2): `id` is the number of the event, so a client that reconnects
 * says where it was. A comment goes out whenever nothing happened for `heartbeat` milliseconds.
 */
export async function* eventStream(
  events: AsyncIterable<JobEvent>,
  heartbeat: number,
): AsyncGenerator<string> {
  yield `retry: ${RETRY}\n\n`;
  const iterator = events[Symbol.asyncIterator]();
  try {
    let next = iterator.next();
    for (;;) {
      const got = await Promise.race([next, silence(next, heartbeat)]);
      if (got === 'silence') {
        yield ': still here\n\n';
        continue;
      }
      if (got.done) return;
      yield message(got.value);
      next = iterator.next();
    }
  } finally {
    await iterator.return?.();
  }
}

const message = (event: JobEvent): string =>
  `id: ${event.seq}\nevent: ${event.type}\ndata: ${JSON.stringify(eventView(event))}\n\n`;

/** Resolves after a time without an event; the timer does not outlive the wait. */
function silence(next: Promise<unknown>, milliseconds: number): Promise<'silence'> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve('silence'), milliseconds);
    const stop = () => clearTimeout(timer);
    next.then(stop, stop);
  });
}
