import { z } from 'zod';
import { ABSENT } from '../../ablations/absence.ts';

const WINDOW = z
  .strictObject({
    kind: z
      .enum(['columns', 'rows', 'block'])
      .describe('columns, rows: a band over the whole height or width. block: a square'),
    side: z.int().min(1).describe('Columns of a band, rows of a band, or the side of a block, in pixels'),
  })
  .describe('What is shown of a sample at a time; it goes over the edges')
  .meta({ examples: [{ kind: 'columns', side: 4 }] });

/** What a client writes. */
export const STRUCTURED_REQUEST = z
  .strictObject({
    name: z.literal('structured_ablation'),
    window: WINDOW,
    absent: ABSENT.default('channels'),
  })
  .meta({
    title: 'Structured ablation',
    description:
      'Certifies patches, for certain: the class that the model answers most often when it is shown one window of the sample, over all positions of the window, stays the same whatever stands in a square patch, wherever it lies, whose side is the radius. The radius is a whole number of pixels; 0 says that the class is known and no pixel may change. A sample that is no image is a single row of pixels.',
    examples: [
      { name: 'structured_ablation', window: { kind: 'columns', side: 4 } },
      { name: 'structured_ablation', window: { kind: 'block', side: 12 }, absent: { value: 0.5 } },
    ],
  });
export type StructuredRequest = z.output<typeof STRUCTURED_REQUEST>;

/** The same with nothing left open: the picture that windows are cut from. */
export const STRUCTURED_SETTLED = z
  .strictObject({
    name: z.literal('structured_ablation'),
    window: WINDOW,
    absent: ABSENT,
    height: z.int().min(1).describe('Of a sample, in pixels; 1 where it is no image'),
    width: z.int().min(1).describe('Of a sample, in pixels; all its values where it is no image'),
    layout: z.enum(['NCHW', 'NHWC']).describe('Where the model takes the channels of a pixel'),
  })
  .meta({ title: 'Structured ablation, settled' });
export type StructuredSettled = z.output<typeof STRUCTURED_SETTLED>;
