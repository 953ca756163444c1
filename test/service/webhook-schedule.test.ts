import { describe, expect, it } from 'vitest';
import { MOST_ATTEMPTS, nextAttempt } from '../../src/service/webhook-schedule.ts';

const now = new Date('2030-01-01T00:00:00.000Z');
const seconds = (attempts: number, status: number | null, retryAfter: number | null = null, jitter = 0) => {
  const { at } = nextAttempt(attempts, status, retryAfter, now, jitter);
  return at === null ? null : (Date.parse(at) - now.getTime()) / 1000;
};

describe('the schedule of a webhook', () => {
  it('waits 5 s, 5 min, 30 min, 2 h, 5 h, 10 h, 14 h, 20 h, 24 h, and then gives up', () => {
    const waits = Array.from({ length: 9 }, (_, index) => seconds(index + 1, 500));
    expect(waits).toEqual([5, 300, 1800, 7200, 18_000, 36_000, 50_400, 72_000, 86_400]);
    expect(MOST_ATTEMPTS).toBe(10);
    expect(nextAttempt(10, 500, null, now, 0)).toEqual({ status: 'abandoned', at: null });
    expect(nextAttempt(99, null, 5, now, 0)).toEqual({ status: 'abandoned', at: null });
  });

  it.each([200, 201, 204, 299])('%i is delivered', (status) => {
    expect(nextAttempt(1, status, null, now, 0)).toEqual({ status: 'delivered', at: null });
    expect(nextAttempt(10, status, 60, now, 0.9)).toEqual({ status: 'delivered', at: null });
  });

  it.each([null, 100, 199, 300, 301, 400, 404, 429, 500, 503])('%s is tried again', (status) => {
    expect(nextAttempt(1, status, null, now, 0).status).toBe('pending');
  });

  it('410 is abandoned at once', () => {
    expect(nextAttempt(1, 410, 60, now, 0)).toEqual({ status: 'abandoned', at: null });
  });

  it('never comes before the time the receiver named, nor later than a day for its sake', () => {
    expect(seconds(1, 429, 60)).toBe(60);
    expect(seconds(1, 429, 60, 0.5)).toBe(63);
    expect(seconds(2, 503, 60)).toBe(300);
    expect(seconds(1, 503, 10 ** 9)).toBe(86_400);
  });

  it('lengthens a wait by less than a tenth', () => {
    expect(seconds(2, 500, null, 0.5)).toBe(315);
    expect(seconds(2, 500, null, 0.999)).toBeLessThan(330);
  });
});
