import type { Guarantee } from './certifier.ts';
import type { Norm, Verdict } from './outcome.ts';
import { standardRadii } from './radius-grid.ts';
import { addDown, divideDown } from './statistics/rounding.ts';

/** What the results so far say; over no samples every share is null. Radii are in the model's input units. */
export interface Summary {
  readonly samples: number;
  /** Of the classifier that the certificate speaks about; null without labels. */
  readonly clean_accuracy: number | null;
  /** Of the plain model. */
  readonly base_accuracy: number | null;
  readonly certified: number;
  readonly predicted: number;
  readonly abstained: number;
  readonly undecided: number;
  readonly falsified: number;
  /** Mean of radius × correct over all samples, rounded down; null without labels or without a norm. */
  readonly average_certified_radius: number | null;
  readonly certified_accuracy: readonly CertifiedAccuracy[];
  readonly norm: Norm | null;
  readonly guarantee: Guarantee;
}

/** What a summary needs of a sample's result. */
export interface SummaryRow {
  readonly label: number | null;
  readonly prediction: number | null;
  readonly base_prediction: number | null;
  readonly correct: boolean | null;
  readonly verdict: Verdict;
  readonly norm: Norm | null;
  readonly radius: number | null;
}

/** One point of the curve. */
export interface CertifiedAccuracy {
  readonly radius: number;
  /** Share of all samples that are right and certified at least this far; null without labels. */
  readonly value: number | null;
  /** Samples certified at least this far, right or not. */
  readonly certified: number;
}

/** The summary of any rows, such as those a job has so far. */
export function summarise(
  rows: Iterable<SummaryRow>,
  guarantee: Guarantee,
  radii?: readonly number[],
): Summary {
  const summary = new RunningSummary();
  for (const row of rows) summary.add(row);
  return summary.state(guarantee, radii);
}

interface Certified {
  readonly radius: number;
  readonly correct: boolean;
}

/**
 * Sums up results as they come, in any order; may be asked at any time. Labels are all there or all missing;
 * a sample without one counts as not right where others have them.
 */
export class RunningSummary {
  readonly #verdicts = new Map<Verdict, number>();
  readonly #certified: Certified[] = [];
  #samples = 0;
  #labelled = 0;
  #correct = 0;
  #baseCorrect = 0;
  #norm: Norm | null = null;

  add(row: SummaryRow): void {
    const correct = row.label !== null && row.correct === true;
    this.#samples++;
    this.#verdicts.set(row.verdict, this.#count(row.verdict) + 1);
    this.#norm ??= row.norm;
    if (row.label !== null) this.#labelled++;
    if (correct) this.#correct++;
    if (row.label !== null && row.base_prediction === row.label) this.#baseCorrect++;
    if (row.verdict === 'certified' && row.radius !== null)
      this.#certified.push({ radius: row.radius, correct });
  }

  /** `radii`: where the certified accuracy is asked for; left out, standard ones up to the largest radius. */
  state(guarantee: Guarantee, radii?: readonly number[]): Summary {
    return {
      samples: this.#samples,
      clean_accuracy: this.#share(this.#correct),
      base_accuracy: this.#share(this.#baseCorrect),
      certified: this.#count('certified'),
      predicted: this.#count('predicted'),
      abstained: this.#count('abstained'),
      undecided: this.#count('undecided'),
      falsified: this.#count('falsified'),
      average_certified_radius: this.#averageRadius(),
      certified_accuracy: this.#curve(radii),
      norm: this.#norm,
      guarantee,
    };
  }

  #count(verdict: Verdict): number {
    return this.#verdicts.get(verdict) ?? 0;
  }

  #share(part: number): number | null {
    return this.#labelled === 0 ? null : part / this.#samples;
  }

  #averageRadius(): number | null {
    if (this.#labelled === 0 || this.#norm === null) return null;
    const sum = this.#certified.reduce(
      (total, { radius, correct }) => (correct ? addDown(total, radius) : total),
      0,
    );
    return divideDown(sum, this.#samples);
  }

  #curve(radii?: readonly number[]): CertifiedAccuracy[] {
    if (this.#norm === null) return [];
    const asked =
      radii ??
      standardRadii(
        this.#norm,
        this.#certified.map(({ radius }) => radius),
      );
    return asked.map((radius) => {
      const reached = this.#certified.filter((one) => one.radius >= radius);
      const right = reached.filter(({ correct }) => correct).length;
      return { radius, value: this.#share(right), certified: reached.length };
    });
  }
}
