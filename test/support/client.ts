import { createHash } from 'node:crypto';

export interface Answer<T> {
  readonly status: number;
  readonly headers: Headers;
  readonly body: T;
}

export interface Problem {
  readonly code: string;
  readonly status: number;
  readonly detail: string;
  readonly request_id: string;
  readonly errors: readonly {
    code: string;
    message: string;
    pointer?: string;
    node?: string;
    operator?: string;
  }[];
}

export interface JobView {
  readonly id: string;
  readonly status: string;
  readonly dataset: string;
  readonly method: Record<string, unknown>;
  readonly progress: { done: number; total: number };
  readonly error: { code: string; message: string } | null;
  readonly seed: string;
  readonly provenance: Record<string, unknown> | null;
}

export interface RowView {
  readonly index: number;
  readonly label: number | null;
  readonly prediction: number | null;
  readonly verdict: string;
  readonly radius: number | null;
  readonly reason: string | null;
  readonly evidence: Record<string, number | string | null | readonly (number | null)[]>;
  readonly seconds: number;
}

interface RowPage {
  readonly data: RowView[];
  readonly next_cursor: string | null;
}

export interface SummaryView {
  readonly samples: number;
  readonly clean_accuracy: number;
  readonly base_accuracy: number;
  readonly abstained: number;
  readonly undecided: number;
  readonly certified: number;
  readonly guarantee: Record<string, unknown>;
  readonly average_certified_radius: number;
  readonly certified_accuracy: { radius: number; value: number }[];
}

export interface Part {
  readonly name: string;
  readonly content: Uint8Array | string;
  readonly filename?: string;
}

const TERMINAL = ['succeeded', 'failed', 'canceled', 'expired'];

/** A client over real HTTP. Answers are not checked: tests look at status and body. */
export class Client {
  readonly address: string;
  readonly #key: string | null;
  constructor(address: string, key: string | null = null) {
    this.address = address;
    this.#key = key;
  }

  #fetch(path: string, init: RequestInit): Promise<Response> {
    const headers = new Headers(init.headers);
    if (this.#key !== null) headers.set('authorization', `Bearer ${this.#key}`);
    return fetch(`${this.address}${path}`, { ...init, headers });
  }

  async ask<T>(path: string, init: RequestInit = {}): Promise<Answer<T>> {
    const answer = await this.#fetch(path, init);
    const text = await answer.text();
    const body = (text === '' ? null : JSON.parse(text)) as T;
    return { status: answer.status, headers: answer.headers, body };
  }

  post<T>(path: string, body: unknown): Promise<Answer<T>> {
    const headers = { 'content-type': 'application/json' };
    return this.ask(path, { method: 'POST', headers, body: JSON.stringify(body) });
  }

  upload<T>(path: string, parts: readonly Part[], metadata?: unknown): Promise<Answer<T>> {
    const form = new FormData();
    if (metadata !== undefined) form.set('metadata', JSON.stringify(metadata));
    for (const { name, content, filename } of parts) {
      form.append(name, new Blob([Buffer.from(content)]), filename ?? name);
    }
    return this.ask(path, { method: 'POST', body: form });
  }

  /** The id of a model or dataset that must be admitted. */
  async admit(
    path: '/v1/models' | '/v1/datasets',
    parts: readonly Part[],
    metadata?: unknown,
  ): Promise<string> {
    const { status, body } = await this.upload<{ id: string }>(path, parts, metadata);
    if (status !== 201 && status !== 200) throw new Error(`${status}: ${JSON.stringify(body)}`);
    return body.id;
  }

  async submit(job: unknown): Promise<JobView> {
    const { status, body } = await this.post<JobView>('/v1/jobs', job);
    if (status !== 202) throw new Error(`${status}: ${JSON.stringify(body)}`);
    return body;
  }

  async job(id: string): Promise<JobView> {
    return (await this.ask<JobView>(`/v1/jobs/${id}`)).body;
  }

  /** Follows the job's events until one fits; answers the job then. */
  async until(id: string, fits: (job: JobView) => boolean): Promise<JobView> {
    const controller = new AbortController();
    const headers = { accept: 'text/event-stream' };
    const answer = await this.#fetch(`/v1/jobs/${id}/events`, {
      headers,
      signal: controller.signal,
    });
    try {
      for await (const _ of answer.body!) {
        const job = await this.job(id);
        if (fits(job)) return job;
      }
    } finally {
      controller.abort();
    }
    const job = await this.job(id);
    if (fits(job)) return job;
    throw new Error(`the events ended with ${JSON.stringify(job)}`);
  }

  ended(id: string): Promise<JobView> {
    return this.until(id, ({ status }) => TERMINAL.includes(status));
  }

  async rows(id: string): Promise<readonly RowView[]> {
    const rows: RowView[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const query = cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`;
      const page: Answer<RowPage> = await this.ask<RowPage>(`/v1/jobs/${id}/results?limit=500${query}`);
      rows.push(...page.body.data);
      cursor = page.body.next_cursor;
    }
    return rows;
  }

  async summary(id: string, radii?: readonly number[]): Promise<SummaryView> {
    const query = radii ? `?radii=${radii.join(',')}` : '';
    return (await this.ask<SummaryView>(`/v1/jobs/${id}/summary${query}`)).body;
  }
}

/** One digest over everything that a job's rows claim; the time they took is left out. */
export function digestOf(rows: readonly RowView[]): string {
  const claims = rows.map(({ seconds: _, ...claim }) => claim);
  return createHash('sha256').update(JSON.stringify(claims)).digest('hex');
}
