import { certifierOf, METHOD_SETTLED } from '../certify/certifiers/index.ts';
import { topClass } from '../certify/classifier.ts';
import type { Classifier } from '../certify/classifier.ts';
import type { Sample, Session } from '../certify/certifier.ts';
import { isPaused } from '../certify/certifier.ts';
import type { Outcome } from '../certify/outcome.ts';
import type { Row } from './job.ts';
import type { Carried, ChunkTask, Report, SliceEnd } from './task.ts';

export interface ChunkParts {
  readonly classifier: Classifier;
  /** The sample at a dataset index, in the model's layout. */
  readonly sample: (index: number) => Promise<Sample>;
  readonly milliseconds: () => number;
}

/** The certifier of a settled method, ready on a classifier. */
export function openSession(
  task: Pick<ChunkTask, 'method' | 'seed'>,
  classifier: Classifier,
): Promise<Session> {
  const settled = METHOD_SETTLED.parse(task.method);
  return certifierOf(settled).open(settled, classifier, Buffer.from(task.seed, 'hex'));
}

/** The plain model's class for the sample, in the fixed batch shape. */
async function basePrediction(classifier: Classifier, sample: Sample): Promise<number | null> {
  const input = new Float32Array(classifier.batch * sample.values.length);
  for (let row = 0; row < classifier.batch; row++) input.set(sample.values, row * sample.values.length);
  return topClass(await classifier.logits(input), 0, classifier.classes);
}

/**
 * Certifies the samples of a chunk one after the other and reports each row as it is done, until the slice of time is
 * over. What a row says depends on the model, the sample, the method and the seed alone, so chunks can be cut,
 * interrupted, repeated and reordered at will.
 */
export async function certifyChunk(
  task: ChunkTask,
  { classifier, sample, milliseconds }: ChunkParts,
  report: (report: Report) => void,
): Promise<SliceEnd> {
  const over = milliseconds() + task.slice;
  const pause = () => milliseconds() >= over;
  const session = await openSession(task, classifier);
  if (task.probe) await probe(session, await sample(task.indices[0]!));
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

async function probe(session: Session, sample: Sample): Promise<void> {
  const wrong = await session.probe?.(sample);
  if (wrong) throw new Error(`the model cannot be certified: ${wrong}`);
}

function rowOf(sample: Sample, base: number | null, outcome: Outcome, seconds: number): Row {
  const { prediction, verdict, norm, radius, reason, evidence } = outcome;
  return {
    index: sample.index,
    label: sample.label,
    prediction,
    base_prediction: base,
    correct: sample.label === null ? null : prediction === sample.label,
    verdict,
    norm,
    radius,
    reason: reason ?? null,
    evidence,
    seconds,
  };
}
