import { z } from 'zod';
import { FORMATS } from '../../../service/dataset/dataset.ts';
import { DATASET } from './example.ts';
import { digest, time } from './page.ts';

/** An admitted dataset. */
export const dataset = z
  .object({
    id: z.string(),
    digest: digest.describe('sha-256 of the canonical form'),
    name: z.string(),
    size: z.int().describe('Bytes of the canonical form'),
    format: z.enum(FORMATS),
    count: z.int(),
    shape: z.array(z.int()).describe('Shape of one sample, channels first'),
    range: z.tuple([z.number(), z.number()]).describe('Smallest and largest value, after scaling'),
    grid: z.number().nullable().describe('Step of which all values are whole multiples, when one is seen'),
    labels: z.record(z.string(), z.int()).describe('Samples with each label; empty when there are no labels'),
    scale: z.number(),
    layout: z.enum(['NCHW', 'NHWC']).describe('How the samples lay in the file'),
    parts: z.array(
      z.object({ part: z.enum(['file', 'labels']), filename: z.string().nullable(), digest, size: z.int() }),
    ),
    created_at: time,
    links: z.object({ self: z.string() }),
  })
  .meta({
    id: 'Dataset',
    examples: [
      {
        id: DATASET.id,
        digest: DATASET.digest,
        name: 'digits-test',
        size: 34512,
        format: 'npz',
        count: 500,
        shape: [1, 8, 8],
        range: [0, 1],
        grid: 0.0625,
        labels: { '0': 50, '1': 51 },
        scale: 0.0625,
        layout: 'NCHW',
        parts: [{ part: 'file', filename: 'digits-test.npz', digest: DATASET.file, size: 36510 }],
        created_at: '2026-01-31T12:00:00.000Z',
        links: { self: `/v1/datasets/${DATASET.id}` },
      },
    ],
  });
export type DatasetView = z.output<typeof dataset>;
