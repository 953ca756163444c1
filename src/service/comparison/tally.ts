import { certifierOf, METHOD_SETTLED } from '../../certify/certifiers/index.ts';
import { NOT_CERTIFIED, PairTally, type PairCounts } from '../../certify/comparison/pair-tally.ts';
import { RadiusTally } from '../../certify/radius-tally.ts';
import { RunningSummary, type Summary } from '../../certify/summary.ts';
import type { Job, Row } from '../job.ts';
import { Extremes } from '../report/extremes.ts';
import type { Difference } from './facts.ts';

/** Differences of each kind that are shown. */
const SHOWN = 10;

/** How far a row certifies what counts: the labelled class, or any where there is no label. */
export function reachOf({ verdict, radius, label, correct }: Row): number {
  const counts = verdict === 'certified' && (label === null || correct === true);
  return counts ? (radius ?? NOT_CERTIFIED) : NOT_CERTIFIED;
}

/** Sums up one of the jobs. */
export class SideTally {
  readonly #summary = new RunningSummary();
  /** What `reachOf` says, of rows that are certified. */
  readonly reaches = new RadiusTally();

  add(row: Row): number {
    const reach = reachOf(row);
    this.#summary.add(row);
    if (reach !== NOT_CERTIFIED) this.reaches.add(reach);
    return reach;
  }

  state(job: Job, radii: readonly number[], delta?: number): Summary {
    const method = METHOD_SETTLED.parse(job.method);
    const guarantee = certifierOf(method).guarantee(method);
    return this.#summary.state(guarantee, { radii, planned: job.total, delta });
  }
}

interface Measured extends Difference {
  readonly by: number;
}

/** Counts two of the jobs against each other, and keeps the samples in which they differ most. */
export class PairingTally {
  readonly first: number;
  readonly second: number;
  readonly #counts: PairTally;
  readonly #gains = new Extremes<Measured>(SHOWN, byLargest);
  readonly #losses = new Extremes<Measured>(SHOWN, byLargest);
  further = 0;
  less = 0;

  constructor(first: number, second: number, radii: readonly number[]) {
    this.first = first;
    this.second = second;
    this.#counts = new PairTally(radii);
  }

  add(rows: readonly Row[], reaches: readonly number[]): void {
    const one = reaches[this.first]!;
    const other = reaches[this.second]!;
    this.#counts.add(one, other);
    if (one === other) return;
    if (other > one) this.further++;
    else this.less++;
    const { index, label } = rows[this.first]!;
    const by = Math.abs(Math.max(0, other) - Math.max(0, one));
    const answers = { first: answerOf(rows[this.first]!), second: answerOf(rows[this.second]!) };
    (other > one ? this.#gains : this.#losses).add({ index, label, ...answers, by });
  }

  counts(): readonly PairCounts[] {
    return this.#counts.counts();
  }

  differences(): { readonly gains: readonly Difference[]; readonly losses: readonly Difference[] } {
    return { gains: this.#gains.items.map(shown), losses: this.#losses.items.map(shown) };
  }
}

const byLargest = (a: Measured, b: Measured): number => b.by - a.by || a.index - b.index;
const answerOf = ({ verdict, prediction, radius }: Row) => ({ verdict, prediction, radius });
const shown = ({ by: _, ...difference }: Measured): Difference => difference;
