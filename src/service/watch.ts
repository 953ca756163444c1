import { Refusal } from './errors.ts';
import type { Job, JobEvent } from './job.ts';
import { isTerminal } from './job.ts';
import type { Lifecycle } from './lifecycle.ts';

/** A signal can be lost; what it would have said is looked up at least this often, in milliseconds. */
const LOOK_EVERY = 2000;
const PAGE = 200;

type Watcher = Pick<Lifecycle, 'records' | 'signals' | 'clock'>;

/** A bell that rings when there may be news of a job. Rings that nobody waits for are kept. */
function bellFor({ signals, clock }: Watcher, jobId: string, signal: AbortSignal) {
  let rung = false;
  let wake: (() => void) | null = null;
  const ring = () => {
    rung = true;
    wake?.();
  };
  const unsubscribe = signals.subscribe('job', (id) => id === jobId && ring());
  signal.addEventListener('abort', ring);
  return {
    async next(limit: number) {
      const callOff = clock.after(Math.min(limit, LOOK_EVERY), ring);
      if (!rung) await new Promise<void>((resolve) => (wake = resolve));
      rung = false;
      wake = null;
      callOff();
    },
    close() {
      unsubscribe();
      signal.removeEventListener('abort', ring);
    },
  };
}

async function known({ records }: Watcher, id: string): Promise<Job> {
  const job = await records.job(id);
  if (!job) throw new Refusal('job_unknown', `There is no job "${id}"`);
  return job;
}

/** The job when it has ended, or as it is after `seconds` or when `signal` aborts. */
export async function waitForEnd(
  watcher: Watcher,
  id: string,
  seconds: number,
  signal: AbortSignal,
): Promise<Job> {
  const until = watcher.clock.now().getTime() + seconds * 1000;
  const bell = bellFor(watcher, id, signal);
  try {
    for (;;) {
      const job = await known(watcher, id);
      const left = until - watcher.clock.now().getTime();
      if (isTerminal(job.status) || left <= 0 || signal.aborted) return job;
      await bell.next(left);
    }
  } finally {
    bell.close();
  }
}

/** Events from after `seq` on, as they come, up to and with the one that ends the job. */
export async function* follow(
  watcher: Watcher,
  id: string,
  afterSeq: number,
  signal: AbortSignal,
): AsyncGenerator<JobEvent> {
  const bell = bellFor(watcher, id, signal);
  let seq = afterSeq;
  try {
    while (!signal.aborted) {
      const ended = isTerminal((await known(watcher, id)).status);
      const events = await watcher.records.events(id, seq, PAGE);
      for (const event of events) {
        yield event;
        seq = event.seq;
      }
      if (events.length > 0) continue;
      if (ended) return;
      await bell.next(LOOK_EVERY);
    }
  } finally {
    bell.close();
  }
}
