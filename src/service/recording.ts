import { isDecided } from './gate.ts';
import type { Job, Provenance, Row } from './job.ts';
import type { Workplace } from './lifecycle.ts';
import { iso } from './lifecycle.ts';
import type { Lease } from './ports.ts';
import { stop } from './settle.ts';
import type { Report } from './task.ts';

/** Rows that come faster than this, in milliseconds, are written together. */
const FLUSH_EVERY = 250;

const MIXED = {
  code: 'provenance_mixed',
  message:
    'workers of this installation run different builds of the engine, or processors whose kernels differ; one job must run on one kind, so that the model is one function throughout',
};

const OTHER_BUILD = {
  code: 'provenance_mixed',
  message:
    'the job that is extended was made by another build of the engine or of the product, or on another kind of processor; submit the job anew, with the larger cap',
};

/** What an event says of a sample that is under way. */
const interimOf = ({ index, verdict, prediction, radius }: Row) => ({ index, verdict, prediction, radius });

/** Takes what a runner reports about a chunk and writes its rows, fenced by the lease. */
export interface Recording {
  take(report: Report): void;
  /** Writes rows that another job's runners made. */
  copy(rows: readonly Row[], provenance: Provenance): Promise<void>;
  /** Announces what is proved of samples that were laid aside. */
  tell(running: readonly Row[]): Promise<void>;
  /** Resolves when all that was taken is written. */
  flush(): Promise<void>;
  /** Forgets what is not written yet. */
  drop(): void;
}

/** `lost` is called when the lease is no longer this worker's, or rows cannot be written. */
export function openRecording(place: Workplace, { chunk, attempt, job }: Lease, lost: () => void): Recording {
  const { records, signals, clock, log } = place;
  const rows: Row[] = [];
  let provenance: Provenance | null = null;
  let callOff: (() => void) | null = null;
  let writing: Promise<void> = Promise.resolve();

  async function write(): Promise<void> {
    const batch = rows.splice(0);
    if (batch.length === 0) return;
    if (!provenance) throw new Error('a runner reported rows before it said what made them');
    await record(batch, provenance);
  }

  async function record(batch: readonly Row[], made: Provenance): Promise<void> {
    const written = await records.record(chunk.id, attempt, batch, made);
    if (written === 'provenance')
      await stop(place, job.id, 'failed', job.extends === null ? MIXED : OTHER_BUILD);
    if (written !== true) return lost();
    const now = await announce(iso(clock, -place.timing.progress), {});
    if (now && isDecided(now)) await stop(place, job.id, 'decided', null);
  }

  /** Says how far the job is, unless its newest event is younger than `since`. Answers the job as it is. */
  async function announce(since: string, more: object): Promise<Job | null> {
    const { id, total } = job;
    const now = await records.job(id);
    await records.progress(id, iso(clock), since, { done: now?.done ?? 0, total, ...more });
    await signals.publish('job', id);
    return now;
  }

  function flush(): Promise<void> {
    callOff?.();
    callOff = null;
    writing = writing.then(write);
    return writing;
  }

  function flushLater(): void {
    callOff ??= clock.after(FLUSH_EVERY, () => {
      flush().catch((error: unknown) => {
        log.warn({ chunk: chunk.id, err: error }, 'rows could not be written');
        lost();
      });
    });
  }

  return {
    take(report) {
      if ('provenance' in report) provenance = { ...report.provenance, product: place.product };
      if (!('row' in report)) return;
      rows.push(report.row);
      flushLater();
    },
    copy(copied, made) {
      writing = writing.then(() => record(copied, made));
      return writing;
    },
    async tell(running) {
      if (running.length > 0) await announce(iso(clock), { running: running.map(interimOf) });
    },
    flush,
    drop() {
      callOff?.();
      rows.length = 0;
    },
  };
}
