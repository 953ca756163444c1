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
  message: 'workers of this installation run different builds of the engine; one job must run on one build',
};

/** Takes what a runner reports about a chunk and writes its rows, fenced by the lease. */
export interface Recording {
  take(report: Report): void;
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
    const written = await records.record(chunk.id, attempt, batch, provenance);
    if (written === 'provenance') await stop(place, job.id, 'failed', MIXED);
    if (written === true) await tell(job);
    else lost();
  }

  async function tell({ id, total }: Job): Promise<void> {
    const done = (await records.job(id))?.done ?? 0;
    await records.progress(id, iso(clock), iso(clock, -place.timing.progress), { done, total });
    await signals.publish('job', id);
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
    flush,
    drop() {
      callOff?.();
      rows.length = 0;
    },
  };
}
