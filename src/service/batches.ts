import type { BatchRow, BatchSession, Sample } from '../certify/certifier.ts';
import { topClass } from '../certify/classifier.ts';
import type { Classifier } from '../certify/classifier.ts';
import { elementCount } from '../graph/tensor.ts';
import { refuseWhen, rowOf, type Slice } from './slice.ts';
import type { ChunkTask, SliceEnd } from './task.ts';

/** Samples that share a batch, each in the row that its place in the job gives it. */
type Batch = readonly { readonly index: number; readonly row: number }[];

/**
 * A chunk's samples in batches of `size`. The sample at place p of the job is in row p mod size of batch ⌊p / size⌋,
 * however the job is cut and whichever rows of a batch are left to do: engines round a row by where it lies.
 */
export function batchesOf({ indices, places }: Pick<ChunkTask, 'indices' | 'places'>, size: number): Batch[] {
  const batches = new Map<number, { index: number; row: number }[]>();
  for (const [i, index] of indices.entries()) {
    const place = places[i]!;
    const number = Math.floor(place / size);
    const batch = batches.get(number) ?? [];
    batch.push({ index, row: place % size });
    batches.set(number, batch);
  }
  return [...batches.values()];
}

/** Certifies a chunk batch by batch; between two of them it can be laid aside. */
export async function certifyBatches(
  task: ChunkTask,
  session: BatchSession,
  { classifier, sample, milliseconds, pause, report }: Slice,
): Promise<SliceEnd> {
  for (const [number, batch] of batchesOf(task, classifier.batch).entries()) {
    if (number > 0 && pause()) return { finished: false, carried: [] };
    const start = milliseconds();
    const rows = await rowsOf(batch, classifier, sample);
    if (number === 0 && task.probe) refuseWhen(await session.probe?.(rows));
    const outcomes = await session.certify(rows, { progress: () => report({ alive: true }) });
    const seconds = shareOf(milliseconds() - start, rows.length);
    for (const [i, { sample: given, base }] of rows.entries())
      report({ row: rowOf(given, base, outcomes[i]!, seconds) });
  }
  return { finished: true, carried: [] };
}

/** The samples with the plain model's classes, from one run of it; rows that no sample has are zeros. */
export async function rowsOf(
  batch: Batch,
  classifier: Classifier,
  sample: (index: number) => Promise<Sample>,
): Promise<readonly BatchRow[]> {
  const size = elementCount(classifier.shape);
  const input = new Float32Array(classifier.batch * size);
  const given: { sample: Sample; row: number }[] = [];
  for (const { index, row } of batch) {
    const one = await sample(index);
    input.set(one.values, row * size);
    given.push({ sample: one, row });
  }
  const logits = await classifier.logits(input);
  return given.map((one) => ({ ...one, base: topClass(logits, one.row, classifier.classes) }));
}

/** Seconds that one of the rows took, to a microsecond. */
const shareOf = (milliseconds: number, rows: number): number =>
  Math.round((milliseconds / rows) * 1000) / 1_000_000;
