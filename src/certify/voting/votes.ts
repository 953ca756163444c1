import { z } from 'zod';
import type { Carry, Paused, Watch } from '../certifier.ts';
import { topClass, type Classifier } from '../classifier.ts';
import { STAGES } from '../statistics/keystream.ts';
import type { Placed } from './sampler.ts';

/** Votes for every class; draws without a single top class (a tie, a NaN) are counted nowhere. */
export interface Votes {
  readonly selection: readonly number[];
  readonly estimation: readonly number[];
}

export interface Ballot {
  readonly classifier: Classifier;
  readonly placed: Placed;
  /** Values of a copy. */
  readonly size: number;
  /** The sample: its index enters the random key. */
  readonly sample: number;
  readonly n0: number;
  readonly n: number;
}

/**
 * Classifies n0 noisy copies of a sample, then n fresh ones, in batches of the classifier's fixed size. A
 * batch may hold the end of the one stage and the start of the other; the last is filled up with further
 * draws, which are not counted. Draw i of a stage is the same noise whatever the batch size, and rows do not
 * influence each other, so neither do the batches. Between two batches the count can be laid aside: what is
 * carried on is the votes so far and the number of draws.
 */
export async function countVotes(ballot: Ballot, watch: Watch = {}): Promise<Votes | Paused> {
  const { classifier, n0, n } = ballot;
  const { batch, classes } = classifier;
  const input = new Float32Array(batch * ballot.size);
  const begun = watch.carried ? readCarry(watch.carried, classes, n0 + n) : NOTHING;
  const votes = { selection: boxOf(classes, begun.selection), estimation: boxOf(classes, begun.estimation) };
  for (let first = begun.drawn; first < n0 + n; first += batch) {
    if (first > begun.drawn && watch.pause?.()) return { carry: { ...votes, drawn: first } };
    fillBatch(ballot, input, first);
    const logits = await classifier.logits(input);
    if (logits.length !== batch * classes)
      throw new Error(`${logits.length} logits for ${batch} × ${classes}`);
    const rows = Math.min(batch, n0 + n - first);
    for (let row = 0; row < rows; row++) {
      const top = topClass(logits, row, classes);
      if (top !== null) (first + row < n0 ? votes.selection : votes.estimation)[top]! += 1;
    }
    watch.progress?.(rows, batch - rows);
  }
  return votes;
}

/** The class with most votes, the lowest of equals; null without any vote. */
export function leader(votes: readonly number[]): number | null {
  let best: number | null = null;
  for (const [label, count] of votes.entries()) {
    if (count > (best === null ? 0 : votes[best]!)) best = label;
  }
  return best;
}

const whole = z.number().int().min(0);
const CARRY = z.strictObject({ selection: z.array(whole), estimation: z.array(whole), drawn: whole });
const NOTHING: z.output<typeof CARRY> = { selection: [], estimation: [], drawn: 0 };

/** Throws for counts that no run of these draws can have left. */
function readCarry(carried: Carry, classes: number, draws: number): z.output<typeof CARRY> {
  const carry = CARRY.parse(carried);
  const { selection, estimation, drawn } = carry;
  const counted = [...selection, ...estimation].reduce((sum, count) => sum + count, 0);
  if (selection.length === classes && estimation.length === classes && counted <= drawn && drawn <= draws)
    return carry;
  throw new Error(
    `${counted} votes of ${drawn} draws were carried on, for ${classes} classes and ${draws} draws`,
  );
}

/** A count for every class: those given, else none. */
const boxOf = (classes: number, counts: readonly number[]): number[] =>
  Array.from({ length: classes }, (_, label) => counts[label] ?? 0);

/**
 * Rows first, first + 1, … of all draws: number i < n0 is a draw of the selection, any other draw i − n0 of
 * the estimation.
 */
function fillBatch(ballot: Ballot, input: Float32Array, first: number): void {
  const { placed, size, sample, n0 } = ballot;
  const rows = input.length / size;
  const selecting = Math.min(Math.max(n0 - first, 0), rows);
  const split = selecting * size;
  placed.fill(input.subarray(0, split), { stage: STAGES.selection, sample, draw: first });
  const draw = Math.max(first - n0, 0);
  placed.fill(input.subarray(split), { stage: STAGES.estimation, sample, draw });
}
