import { browser } from './dom.ts';
import { eventsOf, type ServerEvent } from './server-events.ts';

export interface Fault {
  readonly code: string;
  readonly message: string;
  readonly pointer?: string;
  readonly node?: string;
}

/** A refusal of the service (RFC 9457). Status 0: it was not reached. */
export class Refused extends Error {
  readonly status: number;
  readonly faults: readonly Fault[];
  constructor(status: number, detail: string, faults: readonly Fault[]) {
    super(detail);
    this.status = status;
    this.faults = faults;
  }
}

export interface Page<Entry> {
  readonly data: readonly Entry[];
  readonly next_cursor: string | null;
}

const KEY = 'provable.key';

/** The API key of this tab, where the service has one. It is forgotten with the tab. */
export const key = {
  get: (): string | null => browser.sessionStorage.getItem(KEY),
  set: (value: string): void => browser.sessionStorage.setItem(KEY, value),
  forget: (): void => browser.sessionStorage.removeItem(KEY),
};

/** An answer that is not a refusal. @throws Refused */
export async function ask(path: string, init: RequestInit = {}): Promise<Response> {
  const headers = new Headers(init.headers);
  const known = key.get();
  if (known !== null) headers.set('authorization', `Bearer ${known}`);
  const answer = await fetch(path, { ...init, headers }).catch((error: unknown) => {
    if (init.signal?.aborted) throw error;
    throw new Refused(0, 'The service was not reached. Is it running?', []);
  });
  if (answer.ok) return answer;
  throw await refusalOf(answer);
}

async function refusalOf(answer: Response): Promise<Refused> {
  const body = (await answer.json().catch(() => ({}))) as { detail?: unknown; errors?: readonly Fault[] };
  const detail = typeof body.detail === 'string' ? body.detail : `The service answered ${answer.status}`;
  return new Refused(answer.status, detail, Array.isArray(body.errors) ? body.errors : []);
}

export async function get<T>(path: string, signal?: AbortSignal): Promise<T> {
  return (await (
    await ask(path, { headers: { accept: 'application/json' }, ...(signal && { signal }) })
  ).json()) as T;
}

export async function post<T>(path: string, body?: unknown, signal?: AbortSignal): Promise<T> {
  const content =
    body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
  return (await (await ask(path, { method: 'POST', ...content, ...(signal && { signal }) })).json()) as T;
}

/** Multipart: files, and what is known about them. */
export async function upload<T>(
  path: string,
  files: Readonly<Record<string, File | undefined>>,
  metadata?: unknown,
): Promise<T> {
  const form = new FormData();
  if (metadata !== undefined) form.set('metadata', JSON.stringify(metadata));
  for (const [name, file] of Object.entries(files)) if (file) form.set(name, file);
  return (await (await ask(path, { method: 'POST', body: form })).json()) as T;
}

/** Milliseconds until a lost stream is asked for again. */
const AGAIN = 2000;

/** Nothing follows one of these. */
const LAST = ['job.succeeded', 'job.failed', 'job.canceled', 'job.expired'];

/**
 * What happens to a job, as it happens, until it has ended or `signal` aborts. By `fetch`, because an `EventSource` can send no
 * key. A lost connection is taken up where it was.
 */
export async function* follow(job: string, signal: AbortSignal): AsyncGenerator<ServerEvent> {
  let last = '0';
  while (!signal.aborted) {
    const headers = { accept: 'text/event-stream', 'last-event-id': last };
    try {
      const answer = await ask(`/v1/jobs/${job}/events`, { headers, signal });
      if (answer.status === 204 || !answer.body) return;
      for await (const event of eventsOf(answer.body)) {
        last = event.id;
        yield event;
        if (LAST.includes(event.type)) return;
      }
    } catch (error) {
      if (signal.aborted) return;
      if (error instanceof Refused && error.status > 0 && error.status < 500) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, AGAIN));
  }
}
