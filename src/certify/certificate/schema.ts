import { z } from 'zod';
import { NORMS, VERDICTS } from '../outcome.ts';

/** The format that this release writes. */
export const FORMAT = 'provable/certificate';
export const VERSION = 1;

/** Rows that a certificate holds itself; those of larger jobs it names by their digest. */
export const MOST_ROWS = 1000;
/** Characters of their lines, at most: rows may hold a number for every class. */
export const MOST_TEXT = 4 * 1024 * 1024;

const digest = z
  .string()
  .regex(/^sha256:[0-9a-f]{64}$/)
  .describe('sha-256, in lower case hexadecimal digits');
const list = <Entry extends z.ZodType>(entry: Entry) => z.array(entry).readonly();
const span = z.tuple([z.number(), z.number()]).readonly();
const share = z.number().min(0).max(1);

const port = z.strictObject({
  name: z.string(),
  shape: list(z.int()).describe('−1 stands for any number of rows'),
});

const model = z
  .strictObject({
    digest: digest.describe('Of the ONNX file'),
    name: z.string(),
    classes: z.int(),
    input: port,
    output: port,
    domain: span.nullable().describe('Declared: values that inputs have, lowest and highest'),
    grid: z.number().nullable().describe('Declared: the step between values of inputs'),
    layout: z.enum(['NCHW', 'NHWC']),
    opset: z.int(),
    parameters: z.int(),
    operators: z.record(z.string(), z.int()).describe('How many nodes there are of each'),
  })
  .describe('The classifier, as it was uploaded');

const denoiser = z
  .strictObject({ digest, name: z.string() })
  .describe('What stands in front of the model: the classifier that is certified is the one after the other');

const samples = z
  .strictObject({ offset: z.int(), limit: z.int(), stride: z.int() })
  .describe('Which of the dataset: offset, offset + stride, …; `limit` of them');

const dataset = z.strictObject({
  digest: digest.describe('Of the canonical form of samples and labels'),
  name: z.string(),
  count: z.int().describe('Samples in the dataset'),
  shape: list(z.int()).describe('Of one sample, channels first'),
  samples,
});

const specification = z
  .strictObject({
    norm: z.enum(NORMS).nullable().describe('Null where no radius is claimed'),
    p: z.number().optional().describe('Of the norm lp'),
    domain: span
      .nullable()
      .describe('Perturbed inputs are spoken of within these values only; null: wherever they lie'),
    grid: z
      .strictObject({ step: z.number(), low: z.number(), high: z.number() })
      .nullable()
      .describe('What the classifier that is spoken of rounds to; null where it does not'),
    channels: list(z.number())
      .optional()
      .describe('Values of channel c change by up to radius × channels[c]'),
  })
  .describe('The perturbations that the claim speaks of');

const guarantee = z
  .strictObject({
    kind: z.enum(['probabilistic', 'deterministic']),
    confidence: z.number().optional().describe('That the statement about one sample is true, at least'),
    per: z.literal('sample'),
    arithmetic: z.enum(['float32', 'real']),
    channels: list(z.number()).optional(),
    p: z.number().optional(),
  })
  .describe('Of the statement about one sample');

const joint = z
  .strictObject({
    confidence: z.number().nullable().describe('Null where no chance plays a part'),
    false_certificates_at_most: z.int(),
    of: z.int(),
    clean_accuracy: share.nullable(),
    text: z.string(),
  })
  .describe('Of all samples at once');

const seed = z
  .strictObject({
    value: z.string().regex(/^[0-9a-f]{64}$/),
    source: z.enum(['derived', 'client']),
    derivation: z.string(),
    inputs: list(z.string())
      .nullable()
      .describe(
        'Of a derived seed: it is the sha-256 of these texts in UTF-8, each after its number of UTF-16 code units and a colon',
      ),
  })
  .describe('Key of every draw');

const provenance = z
  .strictObject({
    product: z.strictObject({ name: z.literal('provable'), version: z.string() }),
    engine: z.string(),
    version: z.string(),
    provider: z.string(),
    threads: z.int(),
    optimization: z.string(),
    platform: z.string(),
    batch: z.int().describe('Rows in every step of the classifier'),
    pair: z.strictObject({ classifier: z.int(), denoiser: z.int() }).optional(),
    cpu: z
      .strictObject({
        features: list(z.string())
          .nullable()
          .describe('Instruction sets that kernels are chosen by; null where the system does not tell'),
        model: z.string().nullable().describe('Only where the features are not known'),
      })
      .nullable(),
  })
  .describe('What computed the rows. Null: not known');

/** One sample's outcome. As a line of the outcomes: in canonical form, with a line feed behind it. */
export const OUTCOME = z.strictObject({
  index: z.int(),
  label: z.int().nullable(),
  prediction: z.int().nullable(),
  base_prediction: z.int().nullable().describe('Of the plain model'),
  correct: z.boolean().nullable(),
  verdict: z.enum(VERDICTS),
  norm: z.enum(NORMS).nullable(),
  radius: z.number().nullable(),
  reason: z.string().nullable(),
  evidence: z
    .record(z.string(), z.union([z.number(), z.string(), z.null(), list(z.number().nullable())]))
    .describe('The numbers that the verdict rests on'),
});

const outcomes = z.strictObject({
  count: z.int(),
  media_type: z.literal('application/x-ndjson'),
  digest: digest.describe('Of all outcomes, a line each, by ascending index'),
  rows: list(OUTCOME)
    .optional()
    .describe(
      `Left out where there are more than ${MOST_ROWS}, or their lines have more than ${MOST_TEXT} characters`,
    ),
});

const summary = z.strictObject({
  samples: z.int(),
  certified: z.int(),
  predicted: z.int(),
  abstained: z.int(),
  undecided: z.int(),
  falsified: z.int(),
  clean_accuracy: share.nullable().describe('Of the classifier that is certified; null without labels'),
  base_accuracy: share.nullable().describe('Of the plain model'),
  average_certified_radius: z.number().nullable().describe('Mean of radius × correct, rounded down'),
  certified_accuracy: list(
    z.strictObject({
      radius: z.number(),
      value: share.nullable().describe('Share that is right and certified at least this far'),
      proved: share.nullable().describe('The same less the false certificates that `joint` allows for'),
      certified: z.int(),
    }),
  ),
});

/** What is signed. Nothing in it depends on when, by whom or on which instance the job was run. */
export const CERTIFICATE = z
  .strictObject({
    format: z.literal(FORMAT),
    version: z.literal(VERSION),
    claim: z.strictObject({ words: z.string(), symbols: z.string() }),
    model,
    denoiser: denoiser.optional(),
    dataset,
    specification,
    method: z.looseObject({ name: z.string() }).describe('With every default filled in'),
    guarantee,
    joint,
    seed,
    provenance,
    outcomes,
    summary,
    caveats: list(z.string()),
  })
  .describe('A certificate without its signature');
export type Certificate = z.output<typeof CERTIFICATE>;
export type Outcomes = Certificate['outcomes'];
export type OutcomeRow = z.output<typeof OUTCOME>;

/** What is served: the same with a detached JWS (RFC 7797, EdDSA) of the canonical form of the rest. */
export const SIGNED_CERTIFICATE = CERTIFICATE.extend({
  signature: z
    .string()
    .regex(/^[A-Za-z0-9_-]+\.\.[A-Za-z0-9_-]+$/)
    .describe(
      'Detached JWS, EdDSA, payload not encoded: of this object without `signature`, in canonical form (RFC 8785), in UTF-8. ' +
        'The key is the one that `kid` names in /.well-known/jwks.json',
    ),
}).describe('What is claimed of a model, what it rests on, and who says so; in canonical form (RFC 8785)');
export type SignedCertificate = z.output<typeof SIGNED_CERTIFICATE>;
