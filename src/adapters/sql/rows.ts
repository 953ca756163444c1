import { addRows, emptyTally, type Tally } from '../../certify/gate/tally.ts';
import type { Job, Provenance, Row } from '../../service/job.ts';
import type { Records } from '../../service/ports.ts';
import { holdChunk } from './holding.ts';
import { key } from './key.ts';
import type { ChunkColumns, JobColumns, Writing } from './schema.ts';
import type { Store } from './store.ts';

const INSERTED_AT_ONCE = 500;

export function rows(store: Store): Pick<Records, 'record' | 'rows'> {
  return {
    record: (chunkId, attempt, some, provenance) =>
      store.write(async (writing) => {
        const held = await holdChunk(store, writing, chunkId);
        if (held?.chunk.attempt !== attempt || held.job.stopping === 'decided') return false;
        const text = JSON.stringify(canonical(provenance));
        if ((held.job.provenance ?? text) !== text) return 'provenance';
        await write(writing, held, some, text);
        return true;
      }),

    async rows(jobId, after, limit) {
      const found = await store.read((tables) =>
        tables
          .selectFrom('rows')
          .select('body')
          .where('job_id', '=', key(jobId))
          .where('index', '>', after ?? -1)
          .orderBy('index')
          .limit(limit)
          .execute(),
      );
      return found.map(({ body }) => JSON.parse(body) as Row);
    },
  };
}

/** Indices of the chunk's rows that stand, in order. */
export async function recorded(
  writing: Writing,
  { job_id, ordinal }: Pick<ChunkColumns, 'job_id' | 'ordinal'>,
): Promise<readonly number[]> {
  const found = await writing
    .selectFrom('rows')
    .select('index')
    .where('job_id', '=', job_id)
    .where('ordinal', '=', ordinal)
    .orderBy('index')
    .execute();
  return found.map(({ index }) => index);
}

/** The same provenance gives the same text, in whatever order its fields were written. */
const canonical = (provenance: Provenance): Record<string, unknown> =>
  Object.fromEntries(Object.entries(provenance).sort(([a], [b]) => (a < b ? -1 : 1)));

/** A chunk that came further is no poison: of the attempts that count towards it, only this one is left. */
async function write(
  writing: Writing,
  { chunk, job }: { readonly chunk: ChunkColumns; readonly job: JobColumns },
  some: readonly Row[],
  provenance: string,
): Promise<void> {
  const fresh = await insert(writing, chunk, some);
  await writing
    .updateTable('chunks')
    .set({
      recorded: chunk.recorded + fresh.length,
      ...(fresh.length > 0 && { tries: Math.min(chunk.tries, 1) }),
    })
    .where('id', '=', chunk.id)
    .execute();
  await writing
    .updateTable('jobs')
    .set({ done: job.done + fresh.length, provenance, tally: tallyWith(job, fresh) })
    .where('id', '=', job.id)
    .execute();
}

/** The tally of the job's gates with more rows; null where it has none. */
function tallyWith({ body, tally }: JobColumns, fresh: readonly Row[]): string | null {
  const { gate } = JSON.parse(body) as Pick<Job, 'gate'>;
  if (!gate) return null;
  const before = tally === null ? emptyTally(gate) : (JSON.parse(tally) as Tally);
  return JSON.stringify(addRows(gate, before, fresh));
}

/** Inserts the rows that do not stand yet, and answers which these were. */
async function insert(
  writing: Writing,
  { job_id, ordinal }: ChunkColumns,
  some: readonly Row[],
): Promise<readonly Row[]> {
  const fresh: Row[] = [];
  for (let start = 0; start < some.length; start += INSERTED_AT_ONCE) {
    const rows = some.slice(start, start + INSERTED_AT_ONCE);
    const inserted = await writing
      .insertInto('rows')
      .values(rows.map((row) => ({ job_id, index: row.index, ordinal, body: JSON.stringify(row) })))
      .onConflict((conflict) => conflict.columns(['job_id', 'index']).doNothing())
      .returning('index')
      .execute();
    const places = new Set(inserted.map(({ index }) => index));
    // Of a row that is offered twice the first is written, and counts.
    fresh.push(...rows.filter(({ index }) => places.delete(index)));
  }
  return fresh;
}
