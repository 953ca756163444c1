/** Seconds from each failed attempt to the next one: the schedule that Standard Webhooks recommends, about 3 days. */
const DELAYS = [5, 300, 1800, 7200, 18_000, 36_000, 50_400, 72_000, 86_400] as const;

/** The first attempt is made at once, so there is one more than there are waits. */
export const MOST_ATTEMPTS = DELAYS.length + 1;

/** A receiver cannot put us off for longer, in seconds. */
const LONGEST_WAIT = 86_400;

export interface NextAttempt {
  readonly status: 'delivered' | 'pending' | 'abandoned';
  /** When to try again, UTC; null unless pending. */
  readonly at: string | null;
}

/**
 * What follows an attempt. `attemptsMade` counts it (1 after the first); `status` is the HTTP status, or null without
 * an answer; `retryAfter` in seconds when the receiver named one; `jitter` in [0, 1) spreads receivers' load.
 *
 *   2xx         delivered
 *   410         abandoned: the receiver wants no more
 *   otherwise   again after the scheduled wait, lengthened by up to a tenth, and not before `retryAfter`;
 *               abandoned when the schedule is used up
 */
export function nextAttempt(
  attemptsMade: number,
  status: number | null,
  retryAfter: number | null,
  now: Date,
  jitter: number,
): NextAttempt {
  if (status !== null && status >= 200 && status < 300) return { status: 'delivered', at: null };
  const scheduled = DELAYS[attemptsMade - 1];
  if (status === 410 || scheduled === undefined) return { status: 'abandoned', at: null };
  const asked = Math.min(retryAfter ?? 0, LONGEST_WAIT);
  const wait = Math.max(scheduled, asked) * (1 + jitter / 10);
  return { status: 'pending', at: new Date(now.getTime() + Math.round(wait * 1000)).toISOString() };
}
