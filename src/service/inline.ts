import { createHash } from 'node:crypto';
import type { Dataset, DatasetDeclaration } from './dataset/dataset.ts';
import { examineSamples } from './dataset/examine.ts';
import { readInputs } from './dataset/inputs.ts';
import { Refusal } from './errors.ts';
import type { Fault } from './errors.ts';
import { contentId } from './identity.ts';
import type { Model } from './model/model.ts';
import type { SampleShape } from './sample-shape.ts';

/** A dataset made of the samples in a request; its canonical bytes are not stored yet. */
export interface InlineDataset {
  readonly dataset: Dataset;
  readonly pieces: readonly Uint8Array[];
}

/** Inputs in a request are written as the model takes them, or as the method does that encodes them for it. */
const declarationFor = ({ declared: { layout } }: Model): DatasetDeclaration => ({
  name: 'inline',
  format: 'json',
  scale: 1,
  layout,
  samples_key: null,
  labels_key: null,
});

/**
 * Reads the `inputs` of a request for the model: data are flat or nested in the shape `taken`, labels are the model's
 * classes, values lie in its domain. Nothing about the entries needs to have been checked before; all that is
 * wrong with them is answered, each fault with its pointer, and hostile nesting costs no more than its first list.
 */
export function inlineDataset(
  inputs: readonly unknown[],
  model: Model,
  taken: SampleShape,
  at: string,
): InlineDataset | Fault[] {
  const declared = declarationFor(model);
  const { facts: known, declared: of } = model;
  const taker = { ...taken, own: known.sample_shape, classes: known.classes, domain: of.domain };
  try {
    const samples = readInputs({ inputs }, { layout: declared.layout, root: '', taker });
    const { facts, canonical } = examineSamples(samples, 'json', declared.scale);
    const pieces = [...canonical];
    const hash = createHash('sha256');
    for (const piece of pieces) hash.update(piece);
    const digest = `sha256:${hash.digest('hex')}`;
    const size = pieces.reduce((sum, piece) => sum + piece.length, 0);
    const id = contentId('dst', digest, declared);
    return { dataset: { id, digest, size, declared, parts: [], facts, created_at: at }, pieces };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return [...error.faults];
  }
}
