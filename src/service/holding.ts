import type { Workplace } from './lifecycle.ts';
import { iso } from './lifecycle.ts';
import type { Lease } from './ports.ts';
import { DEADLINE_ERROR, stop } from './settle.ts';

/** A stop whose signal was lost is noticed within this time, in milliseconds. */
const LOOK_EVERY = 1000;

/** Keeps a lease alive and stops the job at its deadline, until `end`. `lost`: the lease is gone or the job is stopping. */
export function holdLease(
  place: Workplace,
  { chunk, attempt, job }: Lease,
  lost: () => void,
): { end(): void } {
  const { records, clock, log, timing } = place;
  const renew = async () => {
    if (!(await records.renew(chunk.id, attempt, iso(clock, timing.lease)))) lost();
  };
  const every = Math.min(timing.lease / 4, LOOK_EVERY);
  let callOffBeat: () => void;
  const beat = () => {
    renew().catch((error: unknown) =>
      log.warn({ chunk: chunk.id, err: error }, 'a lease could not be renewed'),
    );
    callOffBeat = clock.after(every, beat);
  };
  callOffBeat = clock.after(every, beat);

  const expire = () => {
    stop(place, job.id, 'expired', DEADLINE_ERROR).catch((error: unknown) =>
      log.warn({ job: job.id, err: error }, 'a deadline could not be recorded; the reconciler will'),
    );
  };
  const left = job.deadline === null ? null : Date.parse(job.deadline) - clock.now().getTime();
  const callOffDeadline = left === null ? null : clock.after(Math.max(0, left), expire);
  return {
    end() {
      callOffBeat();
      callOffDeadline?.();
    },
  };
}
