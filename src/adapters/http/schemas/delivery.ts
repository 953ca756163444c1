import { z } from 'zod';
import { EVENT_TYPES } from '../../../service/job.ts';
import { time } from './page.ts';

const attempt = z.object({
  at: time,
  status: z.int().nullable().describe('HTTP status of the receiver, or null when there was no answer'),
  error: z.string().nullable(),
});

/** One announcement to one address, with every attempt. */
export const delivery = z
  .object({
    id: z.string().describe('The `webhook-id` of every attempt'),
    type: z.enum(EVENT_TYPES),
    url: z.string(),
    status: z.enum(['pending', 'delivered', 'abandoned']),
    attempts: z.array(attempt),
    next_attempt_at: time.nullable(),
    created_at: time,
  })
  .meta({
    id: 'Delivery',
    examples: [
      {
        id: 'msg_2c3d4e5f60718293a4b5c6d7e8f90a1b',
        type: 'job.succeeded',
        url: 'https://example.org/hooks/provable',
        status: 'delivered',
        attempts: [{ at: '2026-01-31T12:00:20.000Z', status: 204, error: null }],
        next_attempt_at: null,
        created_at: '2026-01-31T12:00:20.000Z',
      },
    ],
  });
export type DeliveryView = z.output<typeof delivery>;
