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
const AT_ONCE = 64;

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

/** Sends what is due, so many at once; a receiver that hangs takes one place, and keeps nobody waiting but its own. */
export interface Sending {
  /** Takes what is due into the free places. Answers how many it took; they are on their way. */
  round(): Promise<number>;
  /** Resolves when nothing is on its way. */
  idle(): Promise<void>;
}

export function openSending(announcer: Announcer): Sending {
  const { records, clock, log } = announcer;
  const underWay = new Set<Promise<void>>();
  return {
    async round() {
      const free = AT_ONCE - underWay.size;
      if (free === 0) return 0;
      const due = await records.dueDeliveries(iso(clock), iso(clock, HOLD), free);
      for (const delivery of due) {
        const one = deliver(announcer, delivery)
          .catch((error: unknown) =>
            log.warn({ delivery: delivery.id, err: error }, 'an attempt was not recorded'),
          )
          .finally(() => underWay.delete(one));
        underWay.add(one);
      }
      return due.length;
    },
    async idle() {
      await Promise.all(underWay);
    },
  };
}
