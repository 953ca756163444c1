import { z } from 'zod';
import { GATE_REQUESTS } from '../certify/gate/gate.ts';
import { FORMATS } from './dataset/dataset.ts';

/** What clients write, field by field: the only contract. Unknown fields are faults. */

const name = z
  .string()
  .trim()
  .min(1)
  .max(120)
  .regex(/^\P{C}*$/u, 'must not contain control or formatting characters')
  .describe('A name for people');
const layout = z.enum(['NCHW', 'NHWC']);

export const modelDeclarationFields = {
  name: name.default('model'),
  domain: z
    .tuple([z.number(), z.number()])
    .refine(([low, high]) => low < high, 'low must be below high')
    .nullable()
    .default(null)
    .describe('Smallest and largest legal input value, in the units of the model input'),
  grid: z
    .number()
    .positive()
    .nullable()
    .default(null)
    .describe('Step between neighbouring input values (8-bit images in [0,1]: 1/255)'),
  classes: z.array(z.string().max(200)).min(2).max(100_000).nullable().default(null).describe('Class names'),
  layout: layout.default('NCHW').describe('How the model takes images'),
};

export const datasetDeclarationFields = {
  name: name.default('dataset'),
  format: z.enum(FORMATS).nullable().default(null).describe('Recognised from the bytes when left out'),
  scale: z.number().positive().default(1).describe('Stored value × scale = model input'),
  layout: layout.default('NCHW').describe('How the samples lie in the file'),
  samples_key: z.string().max(200).nullable().default(null).describe('Name of the samples in an .npz'),
  labels_key: z.string().max(200).nullable().default(null).describe('Name of the labels in an .npz'),
  model: z.string().max(80).nullable().default(null).describe('Check the data against this model'),
};

const secret = z
  .string()
  .regex(
    /^whsec_(?:[A-Za-z0-9+/]{4}){8,21}(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/,
    'must be whsec_ and 24 to 64 bytes in base64',
  )
  .describe('Signs the message (Standard Webhooks); never shown again');

export const webhookField = z
  .union([
    z.string().max(2000),
    z.strictObject({ url: z.string().max(2000), secret: secret.nullable().default(null) }),
  ])
  .describe('Where the end of the job is announced');

/** Nested JSON numbers; the shape is checked against the model, not here. */
export const inlineInput = z.strictObject({
  data: z.array(z.unknown()).min(1).describe('Numbers, flat or nested as the model takes them'),
  label: z.number().int().min(0).nullable().default(null),
});

export const jobRequestFields = {
  model: z.string().max(80).describe('Id of an admitted model'),
  dataset: z.string().max(80).optional().describe('Id of an admitted dataset; or give `inputs`'),
  /** Each is an `inlineInput`; they are checked one by one, beside the model. */
  inputs: z
    .array(z.unknown())
    .min(1)
    .max(256)
    .optional()
    .describe('A handful of samples in place of a dataset'),
  method: z.looseObject({ name: z.string() }).describe('Name and parameters of the method'),
  samples: z
    .strictObject({
      offset: z.number().int().min(0).default(0),
      limit: z.number().int().min(1).optional().describe('All that follow, when left out'),
      stride: z.number().int().min(1).default(1),
    })
    .default({ offset: 0, stride: 1 })
    .describe('Which samples of the dataset'),
  gate: GATE_REQUESTS.optional().describe(
    'Conditions on what is proved: the job says of each whether it is passed, failed or undecided, and ends as soon as no sample ' +
      'that is left can change an answer',
  ),
  webhook: webhookField.optional(),
  deadline: z
    .union([z.iso.datetime({ offset: true }), z.number().positive().max(31_536_000)])
    .optional()
    .describe('A time, or seconds from acceptance; a job that has not ended by then expires'),
  metadata: z
    .record(z.string().min(1).max(64), z.string().max(512))
    .refine((record) => Object.keys(record).length <= 50, 'at most 50 entries')
    .default({})
    .describe('Given back as it came'),
};

export const extensionFields = {
  max_n: z.int().min(1).describe('Draws of a sample at most, in place of the smaller number before'),
  webhook: jobRequestFields.webhook,
  metadata: jobRequestFields.metadata,
};

export type ParsedFields<Fields extends Record<string, z.ZodType>> = {
  [Key in keyof Fields]?: z.output<Fields[Key]>;
};
