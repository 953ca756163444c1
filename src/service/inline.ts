import { createHash } from 'node:crypto';
import type { Dataset, DatasetDeclaration } from './dataset/dataset.ts';
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

/** Inputs in a request are written as the model takes them. */
const declarationFor = ({ declared: { layout } }: Model): DatasetDeclaration => ({
  name: 'inline',
  format: 'json',
  scale: 1,
  layout,
  samples_key: null,
  labels_key: null,
});

/** Flat data takes the shape of the model's samples; nested data has its own. */
export function inlineDataset(inputs: Inputs, model: Model, at: string): InlineDataset | Fault[] {
  const declared = declarationFor(model);
  const flat = !inputs.some(({ data }) => Array.isArray(data[0]));
  const bytes = Buffer.from(JSON.stringify(flat ? { inputs, shape: model.facts.sample_shape } : { inputs }));
  try {
    const { facts, canonical } = examineDataset([{ part: 'file', filename: null, bytes }], declared);
    const pieces = [...canonical];
    const hash = createHash('sha256');
    for (const piece of pieces) hash.update(piece);
    const digest = `sha256:${hash.digest('hex')}`;
    const size = pieces.reduce((sum, piece) => sum + piece.length, 0);
    const id = contentId('dst', digest, declared);
    return { dataset: { id, digest, size, declared, parts: [], facts, created_at: at }, pieces };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return error.faults.map((fault) => ({ ...fault, pointer: fault.pointer ?? pointerTo('inputs') }));
  }
}
