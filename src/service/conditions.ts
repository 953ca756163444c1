import type { Fault } from './errors.ts';
import type { Webhook } from './job.ts';
import type { Intake } from './lifecycle.ts';
import { iso } from './lifecycle.ts';
import type { ParsedFields } from './request.ts';
import type { jobRequestFields } from './request.ts';

type Fields = ParsedFields<typeof jobRequestFields>;

export const memberOf = (value: unknown, key: string): unknown =>
  value !== null && typeof value === 'object' ? (value as Record<string, unknown>)[key] : undefined;

/** Where the end is announced. The address is judged also where the secret beside it is wrong. */
export function webhookOf(intake: Intake, field: Fields['webhook'], body: unknown): Webhook | null | Fault[] {
  const given = memberOf(body, 'webhook');
  const url = typeof given === 'string' ? given : memberOf(given, 'url');
  const message = typeof url === 'string' ? intake.checkWebhookUrl(url) : null;
  if (message !== null) {
    const pointer = typeof given === 'string' ? '/webhook' : '/webhook/url';
    return [{ code: 'webhook_not_allowed', message, pointer }];
  }
  if (field === undefined) return null;
  return typeof field === 'string' ? { url: field, secret: null } : field;
}

/** When the job expires. */
export function deadlineOf(intake: Intake, field: Fields['deadline']): string | null | Fault[] {
  if (field === undefined) return null;
  const time = typeof field === 'number' ? iso(intake.clock, field * 1000) : new Date(field).toISOString();
  if (time > iso(intake.clock)) return time;
  const message = `the deadline ${time} has passed already`;
  return [{ code: 'deadline_past', message, pointer: '/deadline' }];
}
