import { createHash } from 'node:crypto';
import type { Dataset } from './dataset/dataset.ts';
import { examineDataset } from './dataset/examine.ts';
import { Refusal } from './errors.ts';
import type { Fault } from './errors.ts';
import { pointerTo } from './fields.ts';
import { contentId } from './identity.ts';
import type { Model } from './model/model.ts';
import type { ParsedFields, jobRequestFields } from './request.ts';

type Inputs = NonNullable<ParsedFields<typeof jobRequestFields>['inputs']>;

/** A dataset made of the samples in a request; its canonical bytes are not stored yet. */
export interface InlineDataset {
  readonly dataset: Dataset;
  readonly pieces: readonly Uint8Array[];
}

const DECLARED = {
  name: 'inline',
  format: 'json',
  scale: 1,
  layout: 'NCHW',
  samples_key: null,
  labels_key: null,
} as const;

/** Flat data takes the shape of the model's samples; nested data has its own. */
export function inlineDataset(inputs: Inputs, model: Model, at: string): InlineDataset | Fault[] {
  const bytes = Buffer.from(JSON.stringify({ inputs, shape: sampleShape(inputs, model) }));
  try {
    const { facts, canonical } = examineDataset([{ part: 'file', filename: null, bytes }], DECLARED);
    const pieces = [...canonical];
    const hash = createHash('sha256');
    for (const piece of pieces) hash.update(piece);
    const digest = `sha256:${hash.digest('hex')}`;
    const size = pieces.reduce((sum, piece) => sum + piece.length, 0);
    const id = contentId('dst', digest, DECLARED);
    return { dataset: { id, digest, size, declared: DECLARED, parts: [], facts, created_at: at }, pieces };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return error.faults.map((fault) => ({ ...fault, pointer: fault.pointer ?? pointerTo('inputs') }));
  }
}

/** The shape to give to flat data: channels first, as datasets are kept. */
function sampleShape(inputs: Inputs, { facts, declared }: Model): readonly number[] | undefined {
  if (inputs.some(({ data }) => Array.isArray(data[0]))) return undefined;
  const shape = facts.sample_shape;
  return declared.layout === 'NHWC' && shape.length === 3 ? [shape[2]!, shape[0]!, shape[1]!] : shape;
}
