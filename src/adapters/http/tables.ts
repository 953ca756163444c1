import type { Provable, Result } from '../../service/provable.ts';

const COLUMNS = [
  'index',
  'label',
  'prediction',
  'base_prediction',
  'correct',
  'verdict',
  'norm',
  'radius',
  'reason',
  'seconds',
  'evidence',
  'final',
] as const satisfies readonly (keyof Result)[];

const AT_ONCE = 500;

/** Every row of a job, in the order of `index`. */
export async function* rowsOf(provable: Provable, job: string): AsyncGenerator<readonly Result[]> {
  let after: number | null = null;
  for (;;) {
    const rows: readonly Result[] = await provable.rows(job, after, AT_ONCE);
    if (rows.length > 0) yield rows;
    if (rows.length < AT_ONCE) return;
    after = rows.at(-1)!.index;
  }
}

/** RFC 4180 with a header; `evidence` is JSON, because its fields are the method's own. */
export async function* csv(batches: AsyncIterable<readonly Result[]>): AsyncGenerator<string> {
  yield `${COLUMNS.join(',')}\r\n`;
  for await (const rows of batches) {
    yield rows.map((row) => `${COLUMNS.map((column) => cell(row[column])).join(',')}\r\n`).join('');
  }
}

function cell(value: Result[keyof Result]): string {
  if (value === null) return '';
  const text = typeof value === 'object' ? JSON.stringify(value) : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** One JSON object a line. */
export async function* ndjson(batches: AsyncIterable<readonly Result[]>): AsyncGenerator<string> {
  for await (const rows of batches) yield rows.map((row) => `${JSON.stringify(row)}\n`).join('');
}
