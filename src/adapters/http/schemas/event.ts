import { z } from 'zod';
import { EVENT_TYPES } from '../../../service/job.ts';
import { JOB } from './example.ts';
import { time } from './page.ts';

/** One step in a job's life. */
export const event = z
  .object({
    seq: z.int().describe('Counts from 1 within a job, without gaps'),
    type: z.enum(EVENT_TYPES),
    job: z.string(),
    at: time,
    data: z
      .record(z.string(), z.unknown())
      .describe(
        'Of `job.progress`: `done` and `total`, and `running` with what is proved of samples that were just laid aside. Of `job.decided`: `done`, the rows with which no other can change what the gates say. Of `job.succeeded`: `summary`',
      ),
  })
  .meta({
    id: 'Event',
    examples: [
      {
        seq: 3,
        type: 'job.progress',
        job: JOB.id,
        at: '2026-01-31T12:00:05.000Z',
        data: { done: 25, total: 100 },
      },
    ],
  });
export type EventView = z.output<typeof event>;
