import { elementCount } from '../graph/tensor.ts';
import type { Classifier } from '../certify/classifier.ts';
import type { Provenance } from './job.ts';
import type { ModelFacts } from './model/model.ts';

/** What a batch of samples is turned into: by a denoiser, another one. Answers batch × (product of shape) values. */
export interface Denoiser {
  /** Rows in every call. */
  readonly batch: number;
  denoise(input: Float32Array): Promise<Float32Array>;
}

type Paced = Pick<ModelFacts, 'batch' | 'rate'>;

/** Rows that a classifier and a denoiser take together: what the larger of their batches holds. */
const pairBatch = (
  classifier: Pick<ModelFacts, 'batch'>,
  denoiser: Pick<ModelFacts, 'batch'> | null,
): number => (denoiser ? Math.max(classifier.batch, denoiser.batch) : classifier.batch);

/** What provenance says of it. */
export const batchesOf = (
  classifier: Pick<ModelFacts, 'batch'>,
  denoiser: Pick<ModelFacts, 'batch'> | null,
): Pick<Provenance, 'batch' | 'pair'> => ({
  batch: pairBatch(classifier, denoiser),
  ...(denoiser && { pair: { classifier: classifier.batch, denoiser: denoiser.batch } }),
});

/** What a job on the classifier costs, with a denoiser or without: rows in every step, and rows per second. */
export function paceOf<Facts extends Paced>(classifier: Facts, denoiser: Paced | null): Facts {
  if (!denoiser) return classifier;
  const batch = pairBatch(classifier, denoiser);
  const seconds = [classifier, denoiser].map((one) => (Math.ceil(batch / one.batch) * one.batch) / one.rate);
  return { ...classifier, batch, rate: batch / (seconds[0]! + seconds[1]!) };
}

/**
 * The classifier f∘D. Each of the two is called with the batch that it was admitted with and with no other, so that each row
 * keeps its bits: the pair takes as many rows as the larger of the batches, and who takes fewer at a time is given them in
 * pieces, the last of them filled up with zeros.
 */
export function pairOf(classifier: Classifier, denoiser: Denoiser): Classifier {
  const batch = pairBatch(classifier, denoiser);
  const size = elementCount(classifier.shape);
  const denoise = inPieces((input) => denoiser.denoise(input), {
    rows: denoiser.batch,
    from: size,
    to: size,
  });
  const classify = inPieces((input) => classifier.logits(input), {
    rows: classifier.batch,
    from: size,
    to: classifier.classes,
  });
  return {
    batch,
    classes: classifier.classes,
    shape: classifier.shape,
    logits: async (input) => classify(await denoise(input, batch), batch),
  };
}

/** A run of `rows` rows of `from` values each, to `to` values each, as one of any number of rows. */
function inPieces(
  run: (input: Float32Array) => Promise<Float32Array>,
  { rows, from, to }: { readonly rows: number; readonly from: number; readonly to: number },
): (input: Float32Array, all: number) => Promise<Float32Array> {
  return async (input, all) => {
    if (all === rows) return checked(await run(input), rows * to);
    const output = new Float32Array(all * to);
    for (let first = 0; first < all; first += rows) {
      const count = Math.min(rows, all - first);
      const piece = new Float32Array(rows * from);
      piece.set(input.subarray(first * from, (first + count) * from));
      const answer = checked(await run(piece), rows * to);
      output.set(answer.subarray(0, count * to), first * to);
    }
    return output;
  };
}

function checked(answer: Float32Array, length: number): Float32Array {
  if (answer.length === length) return answer;
  throw new Error(`a model gave ${answer.length} values where ${length} were due`);
}
