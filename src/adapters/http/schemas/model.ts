import { z } from 'zod';
import { ROLES } from '../../../service/model/model.ts';
import { MODEL } from './example.ts';
import { digest, reason, time } from './page.ts';

const port = z.object({
  name: z.string(),
  datatype: z.literal('FP32').describe('As in the Open Inference Protocol'),
  shape: z.array(z.int()).describe('-1 stands for any size'),
});

export const methodSupport = z.object({
  supported: z.boolean(),
  reasons: z
    .array(reason)
    .optional()
    .describe(
      'Everything for which the method does not apply. With the code `not_examined` that is still being found out: ask ' +
        'again; with `examination_failed` it could not be, and will be tried again',
    ),
});

/** An admitted model with what was found in it and what was declared about it. */
export const model = z
  .object({
    id: z.string(),
    digest,
    name: z.string(),
    role: z
      .enum(ROLES)
      .describe(
        'A denoiser answers samples of the shape that it takes; a job names it in `method.denoiser`. A flat model with as ' +
          'many scores as values is a classifier, and can be named there all the same',
      ),
    size: z.int().describe('Bytes'),
    opset: z.int(),
    parameters: z.int(),
    inputs: z.array(port),
    outputs: z.array(port),
    operators: z.record(z.string(), z.int()).describe('Number of nodes with each operator'),
    sample_shape: z.array(z.int()).describe('Shape of one sample, without the batch axis'),
    class_count: z.int().describe('0 for a denoiser'),
    domain: z.tuple([z.number(), z.number()]).nullable(),
    grid: z.number().nullable(),
    classes: z.array(z.string()).nullable(),
    layout: z.enum(['NCHW', 'NHWC']),
    fixed_batch: z.int().nullable().describe('The only batch size that the graph takes'),
    batch: z.int().describe('Rows in every call of the engine'),
    rate: z.number().describe('Rows per second of one runner, measured when the model was admitted'),
    notes: z.array(z.string()),
    methods: z
      .record(z.string(), methodSupport)
      .describe('For each method, whether it applies to this model'),
    created_at: time,
    links: z.object({ self: z.string() }),
  })
  .meta({
    id: 'Model',
    examples: [
      {
        id: MODEL.id,
        digest: MODEL.digest,
        name: 'digits',
        role: 'classifier',
        size: 154190,
        opset: 13,
        parameters: 38282,
        inputs: [{ name: 'input', datatype: 'FP32', shape: [-1, 1, 8, 8] }],
        outputs: [{ name: 'logits', datatype: 'FP32', shape: [-1, 10] }],
        operators: { Conv: 2, Flatten: 1, Gemm: 2, Relu: 3 },
        sample_shape: [1, 8, 8],
        class_count: 10,
        domain: [0, 1],
        grid: 0.0625,
        classes: null,
        layout: 'NCHW',
        fixed_batch: null,
        batch: 64,
        rate: 486004.6,
        notes: [],
        methods: {
          smoothing: { supported: true },
          ablation: { supported: true },
          splitting: { supported: true },
          structured_ablation: { supported: true },
          interval: { supported: true },
        },
        created_at: '2026-01-31T12:00:00.000Z',
        links: { self: `/v1/models/${MODEL.id}` },
      },
    ],
  });
export type ModelView = z.output<typeof model>;
