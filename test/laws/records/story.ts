import type { Records } from '../../../src/service/ports.ts';
import type { Ending, Lease, NotBegun } from '../../../src/service/ports.ts';
import type { Chunk, Job } from '../../../src/service/job.ts';
import { PROVENANCE, aDataset, aJob, aModel, aRow, at, chunksOf } from '../../support/records.ts';

/** A job of so many chunks, with its model and dataset. */
export async function aJobIn(
  records: Records,
  {
    id = 'job_1',
    chunks = 2,
    count = 1,
    job = {},
  }: { id?: string; chunks?: number; count?: number; job?: Partial<Job> } = {},
): Promise<readonly Chunk[]> {
  await records.addModel(aModel());
  await records.addDataset(aDataset());
  const plan = chunksOf(id, chunks, count);
  const added = await records.addJob(aJob(id, { total: chunks * count, ...job }), plan);
  if (added !== 'added') throw new Error(added);
  return plan;
}

/** Begins a chunk at second `from`, with a lease until second `until`. */
export async function lease(records: Records, chunkId: string, from = 10, until = 40): Promise<Lease> {
  return leased(await records.begin(chunkId, at(from), at(until), 3));
}

export function leased(begun: Lease | NotBegun): Lease {
  if (typeof begun === 'string') throw new Error(`not begun: ${begun}`);
  return begun;
}

/** Takes the next chunk from the queue's place and does all of it. */
export async function workOff(records: Records, chunk: Chunk): Promise<{ done: boolean; jobDone: boolean }> {
  const { attempt } = await lease(records, chunk.id);
  const rows = Array.from({ length: chunk.count }, (_, place) => aRow(chunk.first + place));
  await records.record(chunk.id, attempt, rows, PROVENANCE);
  return records.complete(chunk.id, attempt);
}

export const anEnding = (status: Ending['status'], changes: Partial<Ending> = {}): Ending => ({
  status,
  error: null,
  event: { said: status },
  delivery: { id: 'msg_1', url: 'https://example.org/hook', secret: 'whsec_x', body: '{"a":1}' },
  ...changes,
});

export const typesOf = async (records: Records, jobId = 'job_1'): Promise<readonly string[]> =>
  (await records.events(jobId, 0, 1000)).map(({ seq, type }) => `${seq} ${type}`);
