import type { Paused, Watch } from '../certifier.ts';
import { topClass, type Classifier } from '../classifier.ts';
import type { Outcome } from '../outcome.ts';
import { lastLook, nextLook } from '../statistics/anytime-schedule.ts';
import { STAGES } from '../statistics/keystream.ts';
import type { Aim, Standing } from './aims/aim.ts';
import { readCarry, writeCarry } from './carry.ts';
import type { Placed } from './sampler.ts';

/** One sample, and what is to be found out about it. */
export interface Trial {
  readonly classifier: Classifier;
  readonly placed: Placed;
  /** Values of a copy. */
  readonly size: number;
  /** The sample: its index enters the random key. */
  readonly sample: number;
  readonly aim: Aim;
  readonly cap: number;
}

/**
 * Draws noisy copies of a sample and looks at the votes at fixed numbers of draws, until the aim is reached or the last look
 * before the cap; between two batches it can be laid aside.
 *
 * Draw i is always the same noise, in row i mod batch of its batch, wherever a call begins: so a run that is laid aside or
 * extended gives the bits of one that is not. Where an extension begins within a batch its first rows are computed once more
 * and count for nothing, like those after the end.
 */
export async function sampleUntil(trial: Trial, watch: Watch = {}): Promise<Outcome | Paused> {
  const { classifier, aim } = trial;
  const { batch, classes } = classifier;
  const last = lastLook(trial.cap);
  const count = new Tally(aim, watch.carried ? readCarry(watch.carried, classes, last) : null, classes);
  const input = new Float32Array(batch * trial.size);
  for (let passed = false; !count.isOver(last); passed = true) {
    if (count.n >= (watch.limit ?? Infinity) || (passed && watch.pause?.()))
      return { carry: writeCarry(count), interim: aim.outcome(count.standing, count) };
    const first = count.n - (count.n % batch);
    const place = { stage: STAGES.estimation, sample: trial.sample, draw: first };
    trial.placed.fill(input, place);
    const logits = await classifier.logits(input);
    if (logits.length !== batch * classes)
      throw new Error(`${logits.length} logits for ${batch} × ${classes}`);
    const before = count.n;
    for (let row = before - first; row < batch && !count.isOver(last); row++)
      count.add(topClass(logits, row, classes));
    watch.progress?.(count.n - before, batch - (count.n - before));
  }
  return aim.outcome(count.standing, count);
}

/** Votes as they come, looked at when it is time. */
class Tally {
  readonly votes: number[];
  n: number;
  standing: Standing;
  readonly #aim: Aim;
  #reached: boolean;

  constructor(aim: Aim, carried: ReturnType<typeof readCarry> | null, classes: number) {
    this.#aim = aim;
    this.votes = carried ? [...carried.votes] : new Array<number>(classes).fill(0);
    this.n = carried?.n ?? 0;
    this.standing = carried?.standing ?? aim.start;
    this.#reached = false;
  }

  add(top: number | null): void {
    const look = nextLook(this.n);
    this.n += 1;
    if (top !== null) this.votes[top]! += 1;
    if (this.n !== look) return;
    this.standing = this.#aim.look(this.standing, this);
    this.#reached = this.#aim.isReached(this.standing, this);
  }

  isOver(last: number): boolean {
    return this.#reached || this.n >= last;
  }
}
