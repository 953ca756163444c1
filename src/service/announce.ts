import type { Delivery } from './job.ts';
import type { Lifecycle } from './lifecycle.ts';
import { iso } from './lifecycle.ts';
import type { SendWebhook } from './ports.ts';
import { nextAttempt } from './webhook-schedule.ts';

export interface Announcer extends Pick<Lifecycle, 'records' | 'clock' | 'log'> {
  readonly send: SendWebhook;
  /** Signs messages of jobs whose client gave no secret of its own. */
  readonly secret: string;
  /** In [0, 1): spreads the attempts of many senders. */
  readonly jitter: () => number;
}

/** Milliseconds that one sender may hold a delivery: more than the longest attempt takes. */
const HOLD = 60_000;
const AT_ONCE = 16;

async function deliver(
  { records, clock, log, send, secret, jitter }: Announcer,
  delivery: Delivery,
): Promise<void> {
  const at = clock.now();
  const { id, url, body } = delivery;
  const answer = await send({ id, url, body, secret: delivery.secret ?? secret, at });
  const next = nextAttempt(
    delivery.attempts.length + 1,
    answer.status,
    answer.retryAfter,
    clock.now(),
    jitter(),
  );
  const attempt = { at: at.toISOString(), status: answer.status, error: answer.error };
  await records.attempted(id, attempt, next);
  const facts = { delivery: id, job: delivery.job_id, status: answer.status, error: answer.error };
  if (next.status === 'abandoned') log.warn(facts, 'an announcement was given up');
  else
    log.info(
      facts,
      next.status === 'delivered' ? 'announcement delivered' : 'announcement will be tried again',
    );
}

/** Sends every announcement that is due, once. Answers how many were tried. */
export async function announce(announcer: Announcer): Promise<number> {
  const { records, clock } = announcer;
  const due = await records.dueDeliveries(iso(clock), iso(clock, HOLD), AT_ONCE);
  await Promise.all(due.map((delivery) => deliver(announcer, delivery)));
  return due.length;
}
