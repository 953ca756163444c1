import { certifierOf, METHOD_SETTLED } from '../certify/certifiers/index.ts';
import { topClass } from '../certify/classifier.ts';
import type { Classifier } from '../certify/classifier.ts';
import type { Sample, SampleSession, Session, Subject } from '../certify/certifier.ts';
import { isPaused } from '../certify/certifier.ts';
import { certifyBatches } from './batches.ts';
import { refuseWhen, rowOf, type ChunkParts, type Slice } from './slice.ts';
import type { Carried, ChunkTask, Report, SliceEnd } from './task.ts';

/** The certifier of a settled method, ready on a loaded model. */
export function openSession(task: Pick<ChunkTask, 'method' | 'seed'>, subject: Subject): Promise<Session> {
  const settled = METHOD_SETTLED.parse(task.method);
  return certifierOf(settled).open(settled, subject, Buffer.from(task.seed, 'hex'));
}

/**
 * Certifies the samples of a chunk and reports each row as it is done, until the slice of time is over. What a row says
 * depends on the model, the sample, its place in the job, the method and the seed alone, so chunks can be cut,
 * interrupted, repeated and reordered at will.
 */
export function certifyChunk(
  task: ChunkTask,
  { session, ...parts }: ChunkParts,
  report: (report: Report) => void,
): Promise<SliceEnd> {
  const over = parts.milliseconds() + task.slice;
  const slice: Slice = { ...parts, pause: () => parts.milliseconds() >= over, report };
  return session.unit === 'sample'
    ? certifySamples(task, session, slice)
    : certifyBatches(task, session, slice);
}

/** One after the other; a sample that takes long is laid aside half-way. */
async function certifySamples(task: ChunkTask, session: SampleSession, slice: Slice): Promise<SliceEnd> {
  const { classifier, sample, milliseconds, pause, report } = slice;
  if (task.probe) refuseWhen(await session.probe?.(await sample(task.indices[0]!)));
  for (const [place, index] of task.indices.entries()) {
    if (place > 0 && pause()) return { finished: false, carried: null };
    const start = milliseconds();
    const before = task.carried?.index === index ? task.carried : null;
    const seconds = () => (before?.seconds ?? 0) + Math.round(milliseconds() - start) / 1000;
    const given = await sample(index);
    const watch = { progress: () => report({ alive: true }), pause, carried: before?.carry ?? null };
    const outcome = await session.certify(given, watch);
    if (isPaused(outcome)) {
      const carried: Carried = { index, carry: outcome.carry, seconds: seconds() };
      return { finished: false, carried };
    }
    const base = await basePrediction(classifier, given);
    report({ row: rowOf(given, base, outcome, seconds()) });
  }
  return { finished: true, carried: null };
}

/** The plain model's class for the sample, in the fixed batch shape. */
async function basePrediction(classifier: Classifier, sample: Sample): Promise<number | null> {
  const input = new Float32Array(classifier.batch * sample.values.length);
  for (let row = 0; row < classifier.batch; row++) input.set(sample.values, row * sample.values.length);
  return topClass(await classifier.logits(input), 0, classifier.classes);
}
