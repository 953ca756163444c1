import { z } from 'zod';
import { STATUSES } from '../../../service/job.ts';

/** Over the rows that there are. Fields may be added by the method. */
export const summary = z
  .looseObject({
    job: z.string(),
    status: z.enum(STATUSES).describe('While the job runs, the summary speaks of the rows that there are'),
    samples: z.int().describe('Rows that the summary speaks of'),
    clean_accuracy: z.number().nullable().describe('Of the classifier that the certificates speak about'),
    base_accuracy: z.number().nullable().describe('Of the plain model'),
    abstained: z.int(),
    undecided: z.int(),
    falsified: z.int(),
    average_certified_radius: z.number().nullable(),
    certified_accuracy: z.array(z.looseObject({ radius: z.number(), value: z.number().nullable() })),
    norm: z.string().nullable(),
  })
  .meta({
    id: 'Summary',
    examples: [
      {
        job: 'job_9e8d7c6b5a4f3e2d1c0b9a8f7e6d5c4b',
        status: 'succeeded',
        samples: 100,
        clean_accuracy: 0.95,
        base_accuracy: 0.96,
        abstained: 2,
        undecided: 0,
        falsified: 0,
        average_certified_radius: 0.44,
        certified_accuracy: [
          { radius: 0, value: 0.93 },
          { radius: 0.25, value: 0.82 },
        ],
        norm: 'l2',
        guarantee: { kind: 'probabilistic', confidence: 0.999, per: 'sample' },
      },
    ],
  });
