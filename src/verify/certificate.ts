import type { Json, JsonObject } from './json.ts';
import {
  either,
  fields,
  flag,
  listOf,
  oneOf,
  orNull,
  real,
  recordOf,
  text,
  whole,
  type Shape,
} from './shape.ts';

/** The format and version that are understood here. */
export const FORMAT = 'provable/certificate';
export const VERSION = 1;

/** Rows that a certificate of a larger job leaves to its outcomes. */
export const MOST_ROWS = 1000;

export const VERDICTS = ['certified', 'falsified', 'abstained', 'undecided', 'predicted'] as const;
export type Verdict = (typeof VERDICTS)[number];
const NORMS = ['l2', 'linf', 'l1', 'l0', 'lp', 'patch'] as const;
export type Norm = (typeof NORMS)[number];

export interface Row {
  readonly index: number;
  readonly label: number | null;
  readonly prediction: number | null;
  readonly base_prediction: number | null;
  readonly correct: boolean | null;
  readonly verdict: Verdict;
  readonly norm: Norm | null;
  readonly radius: number | null;
  readonly reason: string | null;
  readonly evidence: JsonObject;
}

export interface CurvePoint {
  readonly radius: number;
  readonly value: number | null;
  readonly proved: number | null;
  readonly certified: number;
}

/** A certificate of known format, as far as it is looked at here. */
export interface Certificate {
  readonly model: { readonly digest: string; readonly name: string; readonly classes: number } & JsonObject;
  readonly denoiser?: { readonly digest: string; readonly name: string };
  readonly dataset: {
    readonly digest: string;
    readonly name: string;
    readonly count: number;
    readonly shape: readonly number[];
    readonly samples: { readonly offset: number; readonly limit: number; readonly stride: number };
  };
  readonly specification: {
    readonly norm: Norm | null;
    readonly domain: Json;
    readonly grid: Json;
  } & JsonObject;
  readonly method: JsonObject & { readonly name: string };
  readonly guarantee: {
    readonly kind: string;
    readonly confidence?: number;
    readonly arithmetic: string;
  } & JsonObject;
  readonly joint: {
    readonly confidence: number | null;
    readonly false_certificates_at_most: number;
    readonly of: number;
    readonly clean_accuracy: number | null;
  };
  readonly seed: {
    readonly value: string;
    readonly source: string;
    readonly inputs: readonly string[] | null;
  };
  readonly provenance: JsonObject;
  readonly outcomes: { readonly count: number; readonly digest: string; readonly rows?: readonly Json[] };
  readonly summary: {
    readonly samples: number;
    readonly clean_accuracy: number | null;
    readonly base_accuracy: number | null;
    readonly average_certified_radius: number | null;
    readonly certified_accuracy: readonly CurvePoint[];
  } & Readonly<Record<Verdict, number>>;
  readonly signature: string;
}

const digest = text('a digest (sha256: and 64 hexadecimal digits)', /^sha256:[0-9a-f]{64}$/);
const words = text('words', /\S/);
const name = text('a name');
const span = listOf(real(), 2, 2);
const share = real(0, 1);
const shapeOf = listOf(whole(1));
const port = fields({ name, shape: listOf(whole(-1)) });
const norm = oneOf(...NORMS);
const gridStep = { step: real(0), low: real(), high: real() };
const channels = listOf(real(0), 1);

const row = {
  index: whole(),
  label: orNull(whole()),
  prediction: orNull(whole()),
  base_prediction: orNull(whole()),
  correct: orNull(flag),
  verdict: oneOf(...VERDICTS),
  norm: orNull(norm),
  radius: orNull(real(0)),
  reason: orNull(words),
};

/** A row whose evidence has a shape that the method decides. */
export const rowShape = (evidence: Shape): Shape => fields({ ...row, evidence });

const outcomes = fields(
  { count: whole(), media_type: oneOf('application/x-ndjson'), digest },
  {
    rows: listOf(
      recordOf(() => true),
      0,
      MOST_ROWS,
    ),
  },
);

const provenance = fields(
  {
    product: fields({ name: oneOf('provable'), version: words }),
    engine: words,
    version: words,
    provider: words,
    threads: whole(1),
    optimization: words,
    platform: words,
    batch: whole(1),
    cpu: orNull(fields({ features: orNull(listOf(words)), model: orNull(words) })),
  },
  { pair: fields({ classifier: whole(1), denoiser: whole(1) }) },
);

/** Every field of version 1 but the method, whose own shape is looked at beside it. */
export const CERTIFICATE: Shape = fields(
  {
    format: oneOf(FORMAT),
    version: oneOf(VERSION),
    claim: fields({ words, symbols: words }),
    model: fields({
      digest,
      name,
      classes: whole(1),
      input: port,
      output: port,
      domain: orNull(span),
      grid: orNull(real(0)),
      layout: oneOf('NCHW', 'NHWC'),
      opset: whole(1),
      parameters: whole(),
      operators: recordOf(whole(1)),
    }),
    dataset: fields({
      digest,
      name,
      count: whole(1),
      shape: shapeOf,
      samples: fields({ offset: whole(), limit: whole(), stride: whole(1) }),
    }),
    specification: fields(
      { norm: orNull(norm), domain: orNull(span), grid: orNull(fields(gridStep)) },
      { p: real(1), channels },
    ),
    method: either(
      recordOf(() => true),
      fields({ name: words }),
    ),
    guarantee: fields(
      {
        kind: oneOf('probabilistic', 'deterministic'),
        per: oneOf('sample'),
        arithmetic: oneOf('float32', 'real'),
      },
      { confidence: share, channels, p: real(1) },
    ),
    joint: fields({
      confidence: orNull(share),
      false_certificates_at_most: whole(),
      of: whole(),
      clean_accuracy: orNull(share),
      text: words,
    }),
    seed: fields({
      value: text('64 hexadecimal digits', /^[0-9a-f]{64}$/),
      source: oneOf('derived', 'client'),
      derivation: words,
      inputs: orNull(listOf(text(), 4, 4)),
    }),
    provenance,
    outcomes,
    summary: fields({
      samples: whole(),
      certified: whole(),
      predicted: whole(),
      abstained: whole(),
      undecided: whole(),
      falsified: whole(),
      clean_accuracy: orNull(share),
      base_accuracy: orNull(share),
      average_certified_radius: orNull(real(0)),
      certified_accuracy: listOf(
        fields({ radius: real(0), value: orNull(share), proved: orNull(share), certified: whole() }),
      ),
    }),
    caveats: listOf(words),
    signature: text('a detached JWS', /^[A-Za-z0-9_-]+\.\.[A-Za-z0-9_-]+$/),
  },
  { denoiser: fields({ digest, name }) },
);
