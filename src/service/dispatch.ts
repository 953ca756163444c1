import { Refusal } from './errors.ts';
import type { Lifecycle } from './lifecycle.ts';
import { ticketOf } from './plan.ts';

/**
 * Puts the job's next chunk at the tail of the queue, unless one of its chunks waits there already. A job so never has
 * more than one chunk waiting, and first-in-first-out over chunks is round robin over jobs: a short job waits for one
 * chunk of every other job, not for all of them. Called at submission
 * and whenever a chunk of the job is begun or laid aside.
 */
export async function dispatch(
  lifecycle: Pick<Lifecycle, 'records' | 'queue' | 'log'>,
  jobId: string,
): Promise<void> {
  const turn = await lifecycle.records.queueNext(jobId);
  if (!turn) return;
  try {
    await lifecycle.queue.add(ticketOf(turn));
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    lifecycle.log.warn(
      { job: jobId, chunk: turn.id },
      'the queue is out of reach; the reconciler will add the chunk',
    );
  }
}
