import { setTimeout as pause } from 'node:timers/promises';
import type { IncomingMessage } from 'node:http';
import type { Context } from './command.ts';
import { eventsIn } from './event-source.ts';
import { EXIT, Failure } from './failure.ts';
import { Progress } from './progress.ts';
import { hasEnded, TERMINAL } from './views.ts';
import type { JobView } from './views.ts';

/** Milliseconds without a sign of life after which an event stream is given up: three heartbeats of the service. */
const SILENT_STREAM = 45_000;
const STEP = 1000;
const PATIENCE = 60;

/** Options of every command that waits. */
export const WAITING = {
  patience: { type: 'string' },
  'cancel-on-interrupt': { type: 'boolean' },
} as const;

/**
 * The job when it has ended. Shows how far it is: from its event stream, and where that does not come through, by asking
 * again and again. A service that is away for a while is waited for. An interruption leaves the job alone, and says how to come
 * back to it, unless --cancel-on-interrupt was given.
 */
export async function follow(context: Context, id: string): Promise<JobView> {
  const { service, tell, args, io } = context;
  const progress = new Progress(tell);
  const patience = 1000 * (args.number('patience') ?? PATIENCE);
  try {
    return await watch(context, id, progress, patience);
  } catch (error) {
    await progress.end();
    if (io.interrupt.aborted)
      await (args.flag('cancel-on-interrupt') ? cancel(context, id) : leave(context, id));
    else if (error instanceof Failure && error.details.exit === EXIT.unreachable) await leave(context, id);
    throw service.failed(error);
  } finally {
    await progress.end();
  }
}

async function watch(context: Context, id: string, progress: Progress, patience: number): Promise<JobView> {
  const { service, io } = context;
  const path = `/v1/jobs/${id}`;
  const cursor = { after: 0, useful: true };
  for (;;) {
    const job = await persistent(context, patience, () => service.json<JobView>(path));
    await progress.show(id, job.status, job.progress.done, job.progress.total);
    if (hasEnded(job)) return job;
    const told = cursor.useful && (await listen(context, path, cursor, progress));
    if (!told) await pause(STEP, undefined, { signal: io.interrupt });
  }
}

/** Answers whether the stream told of the job's end. */
async function listen(
  { service }: Context,
  path: string,
  cursor: { after: number; useful: boolean },
  progress: Progress,
): Promise<boolean> {
  let answer: IncomingMessage | null = null;
  try {
    const accept = 'text/event-stream';
    answer = await service.ask(`${path}/events?after=${cursor.after}`, { accept, silence: SILENT_STREAM });
    if (answer.statusCode === 204) return true;
    cursor.useful = (answer.headers['content-type'] ?? '').startsWith(accept);
    if (!cursor.useful) return false;
    for await (const { id, type, data } of eventsIn(answer as AsyncIterable<Buffer>)) {
      cursor.after = Math.max(cursor.after, Number(id) || 0);
      if (TERMINAL.some((status) => type === `job.${status}`)) return true;
      const { job, data: far } = JSON.parse(data) as { job: string; data: { done?: number; total?: number } };
      if (far.done !== undefined && far.total !== undefined)
        await progress.show(job, 'running', far.done, far.total);
    }
    return false;
  } catch (error) {
    if ((error as Error).name === 'AbortError') throw error;
    // asking for the job tells whether the service is still there; a stream that nothing comes through is not asked for again
    cursor.useful &&= !/nothing came/.test((error as Error).message);
    return false;
  } finally {
    answer?.destroy();
  }
}

/** Asks again while the service is away, for as long as patience lasts. */
async function persistent<T>({ tell, io }: Context, patience: number, ask: () => Promise<T>): Promise<T> {
  const begun = performance.now();
  let step = STEP / 4;
  for (;;) {
    try {
      return await ask();
    } catch (error) {
      const away = error instanceof Failure && error.details.exit === EXIT.unreachable;
      if (!away || performance.now() - begun + step > patience) throw error;
      if (step < STEP) await tell.note(`${error.message}; trying again for ${Math.round(patience / 1000)} s`);
      step = Math.min(5 * STEP, Math.max(2 * step, STEP));
      await pause(step, undefined, { signal: io.interrupt });
    }
  }
}

const leave = ({ tell }: Context, id: string): Promise<void> =>
  tell.warn(
    `${id} goes on without this command`,
    `  to come back:  provable wait ${id}`,
    `  to end it:     provable cancel ${id}`,
  );

async function cancel({ service, tell }: Context, id: string): Promise<void> {
  try {
    const late = service.uninterrupted(10_000);
    const { status } = await late.json<JobView>(`/v1/jobs/${id}/cancel`, { method: 'POST' });
    await tell.warn(`${id} is ${status}`);
  } catch (error) {
    await tell.warn(`${id} could not be canceled: ${(error as Error).message}`);
  }
}
