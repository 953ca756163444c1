import { certifierOf, METHOD_SETTLED } from '../certify/certifiers/index.ts';
import { topClass } from '../certify/classifier.ts';
import type { Classifier } from '../certify/classifier.ts';
import type { Sample, Session } from '../certify/certifier.ts';
import type { Row } from './job.ts';
import type { ChunkTask, Report } from './task.ts';

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
 * Certifies the samples of a chunk one after the other and reports each row as it is done. What a row says depends
 * on the model, the sample, the method and the seed alone, so chunks can be cut, repeated and reordered at will.
 */
export async function certifyChunk(
  task: ChunkTask,
  { classifier, sample, milliseconds }: ChunkParts,
  report: (report: Report) => void,
): Promise<void> {
  const session = await openSession(task, classifier);
  for (const index of task.indices) {
    const start = milliseconds();
    const given = await sample(index);
    const base = await basePrediction(classifier, given);
    const outcome = await session.certify(given, () => report({ alive: true }));
    const row: Row = {
      index,
      label: given.label,
      prediction: outcome.prediction,
      base_prediction: base,
      correct: given.label === null ? null : outcome.prediction === given.label,
      verdict: outcome.verdict,
      norm: outcome.norm,
      radius: outcome.radius,
      reason: outcome.reason ?? null,
      evidence: outcome.evidence,
      seconds: Math.round(milliseconds() - start) / 1000,
    };
    report({ row });
  }
}
