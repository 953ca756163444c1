import type { Records } from '../../../src/service/ports.ts';
import { PROVENANCE, aRow, at } from '../../support/records.ts';
import { anEnding } from './story.ts';

/** Works on a job until it has ended, as a worker does, and reports what fell to it. */
export async function work(
  records: Records,
  jobId: string,
  name: string,
): Promise<{ completed: readonly string[]; ended: boolean }> {
  const completed: string[] = [];
  let ended = false;
  while ((await records.job(jobId))?.finished_at === null) {
    const chunk = await records.queueNext(jobId);
    const lease = chunk && (await records.begin(chunk.id, at(10), at(40), 3));
    if (!chunk || !lease || typeof lease === 'string') continue;
    await records.record(chunk.id, lease.attempt, [aRow(chunk.first, { reason: name })], PROVENANCE);
    await records.progress(jobId, at(50), at(49 + completed.length), { name });
    const { done, jobDone } = await records.complete(chunk.id, lease.attempt);
    if (done) completed.push(chunk.id);
    if (jobDone) ended = (await records.end(jobId, at(60), anEnding('succeeded'))) || ended;
  }
  return { completed, ended };
}
