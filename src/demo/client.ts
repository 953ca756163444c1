import { readFile } from 'node:fs/promises';

export interface JobView {
  readonly id: string;
  readonly status: string;
  readonly progress: { readonly done: number; readonly total: number; readonly eta_seconds: number | null };
  readonly links: Readonly<Record<string, string>>;
  readonly error: { readonly message: string } | null;
}

export interface SummaryView {
  readonly samples: number;
  readonly clean_accuracy: number;
  readonly base_accuracy: number;
  readonly abstained: number;
  readonly average_certified_radius: number;
  readonly certified_accuracy: readonly { readonly radius: number; readonly value: number }[];
  readonly guarantee: { readonly confidence?: number };
  readonly statement: { readonly confidence: number | null; readonly false_certificates_at_most: number };
}

/** A client of the service's HTTP API, as anybody could write it. */
export interface Client {
  upload(path: string, file: string, metadata: object): Promise<{ id: string }>;
  submit(job: object): Promise<JobView>;
  job(id: string): Promise<JobView>;
  summary(id: string, radii: readonly number[]): Promise<SummaryView>;
}

async function json<T>(answer: Response): Promise<T> {
  const body: unknown = await answer.json();
  if (!answer.ok) throw new Error(`HTTP ${answer.status}: ${JSON.stringify(body, null, 2)}`);
  return body as T;
}

export function connectTo(address: string): Client {
  const get = async <T>(path: string) => json<T>(await fetch(`${address}${path}`));
  return {
    async upload(path, file, metadata) {
      const form = new FormData();
      form.set('metadata', JSON.stringify(metadata));
      form.set('file', new Blob([await readFile(file)]), file.slice(file.lastIndexOf('/') + 1));
      return json(await fetch(`${address}${path}`, { method: 'POST', body: form }));
    },
    async submit(job) {
      const headers = { 'content-type': 'application/json' };
      return json(await fetch(`${address}/v1/jobs`, { method: 'POST', headers, body: JSON.stringify(job) }));
    },
    job: (id) => get(`/v1/jobs/${id}`),
    summary: (id, radii) => get(`/v1/jobs/${id}/summary?radii=${radii.join(',')}`),
  };
}
