import { certifierOf, METHOD_SETTLED } from '../certify/certifiers/index.ts';
import type { Session, Subject } from '../certify/certifier.ts';
import { certifyBatches } from './batches.ts';
import { certifySamples } from './samples.ts';
import type { ChunkParts, Slice } from './slice.ts';
import type { ChunkTask, Report, SliceEnd } from './task.ts';

/** The certifier of a settled method, ready on a loaded model. */
export function openSession(task: Pick<ChunkTask, 'method' | 'seed'>, subject: Subject): Promise<Session> {
  const settled = METHOD_SETTLED.parse(task.method);
  return certifierOf(settled).open(settled, subject, Buffer.from(task.seed, 'hex'));
}

/** Passes after which the samples of a chunk wait for each other; null for a method that knows no rounds. */
export function roundsOf(method: ChunkTask['method']): readonly number[] | null {
  const settled = METHOD_SETTLED.parse(method);
  return certifierOf(settled).rounds?.(settled) ?? null;
}

/**
 * Certifies the samples of a chunk and reports each row as it is done, until the slice of time is over. What a row says
 * depends on the model, the sample, its place in the job, the method and the seed alone, so chunks can be cut,
 * interrupted, repeated and reordered at will.
 */
export function certifyChunk(
  task: ChunkTask,
  { session, rounds, ...parts }: ChunkParts,
  report: (report: Report) => void,
): Promise<SliceEnd> {
  const over = parts.milliseconds() + task.slice;
  const slice: Slice = { ...parts, pause: () => parts.milliseconds() >= over, report };
  return session.unit === 'sample'
    ? certifySamples(task, session, slice, rounds)
    : certifyBatches(task, session, slice);
}
