import type { Sample } from '../certify/certifier.ts';
import { topClass, type Classifier } from '../certify/classifier.ts';
import { batchesOf, rowsOf } from './batches.ts';
import type { ChunkTask } from './task.ts';

/** The plain model's class for the sample, in the fixed batch shape. */
export async function baseOf(classifier: Classifier, sample: Sample): Promise<number | null> {
  const input = new Float32Array(classifier.batch * sample.values.length);
  for (let row = 0; row < classifier.batch; row++) input.set(sample.values, row * sample.values.length);
  return topClass(await classifier.logits(input), 0, classifier.classes);
}

/**
 * The same for the samples of a chunk, from one run a batch of them: each in the row that its place in the job gives it,
 * whichever of them are left. Where few draws decide a sample, a run for its plain class alone would be a good part of all.
 */
export function basesByPlace(
  task: Pick<ChunkTask, 'indices' | 'places'>,
  classifier: Classifier,
  sample: (index: number) => Promise<Sample>,
): (index: number) => Promise<number | null> {
  const batches = batchesOf(task, classifier.batch);
  const found = new Map<number, number | null>();
  return async (index) => {
    if (!found.has(index)) {
      const batch = batches.find((rows) => rows.some((one) => one.index === index))!;
      for (const row of await rowsOf(batch, classifier, sample)) found.set(row.sample.index, row.base);
    }
    return found.get(index)!;
  };
}
