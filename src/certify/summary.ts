import type { Guarantee } from './certifier.ts';
import {
  DatasetEvidence,
  STANDARD_DELTA,
  type DatasetStatement,
  type PopulationStatement,
} from './dataset-statement.ts';
import type { Norm, Verdict } from './outcome.ts';
import { standardRadii } from './radius-grid.ts';
import { RadiusTally } from './radius-tally.ts';
import { addDown, divideDown } from './statistics/rounding.ts';

/** What is counted in any rows; over none every share is null. Radii are in the model's input units. */
export interface Counts {
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
  readonly certified_accuracy: readonly CountedAccuracy[];
  readonly norm: Norm | null;
}

/** What the results so far say, and what it proves. */
export interface Summary extends Counts {
  readonly certified_accuracy: readonly CertifiedAccuracy[];
  /** Of one sample. */
  readonly guarantee: Guarantee;
  /** Of all samples planned, at once. */
  readonly statement: DatasetStatement;
  /** Of inputs that were not tested. */
  readonly population: PopulationStatement;
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

/** One point of the curve, counted. */
export interface CountedAccuracy {
  readonly radius: number;
  /** Share of the samples with a row that are right and certified at least this far; null without labels. */
  readonly value: number | null;
  /** Samples certified at least this far, right or not. */
  readonly certified: number;
}

/** With what is proved by it; null without labels. */
export interface CertifiedAccuracy extends CountedAccuracy {
  /** Share of the samples planned that are right at least this far, with the confidence of `statement`. */
  readonly proved: number | null;
  /** The same of a population, under what `population` says. */
  readonly population_lower: number | null;
}

export interface Asked {
  /** As for `counts`. */
  readonly radii?: readonly number[] | undefined;
  /** All samples that were to be certified, with a row or without: fixed before the first. */
  readonly planned: number;
  /** 1 − confidence of what is said of all of them, and again of what is said of a population. */
  readonly delta?: number | undefined;
}

/** The summary of any rows, such as those a job has so far. */
export function summarise(rows: Iterable<SummaryRow>, guarantee: Guarantee, asked: Asked): Summary {
  return running(rows).state(guarantee, asked);
}

/** Of rows that somebody else made, and of which nothing is proved. */
export function countsOf(rows: Iterable<SummaryRow>, radii?: readonly number[]): Counts {
  return running(rows).counts(radii);
}

function running(rows: Iterable<SummaryRow>): RunningSummary {
  const summary = new RunningSummary();
  for (const row of rows) summary.add(row);
  return summary;
}

/**
 * Sums up results as they come, in any order; may be asked at any time. Holds two radii of a row and no more. Labels are all
 * there or all missing; a sample without one counts as not right where others have them.
 */
export class RunningSummary {
  readonly #verdicts = new Map<Verdict, number>();
  readonly #certified = new RadiusTally();
  readonly #right = new RadiusTally();
  #samples = 0;
  #labelled = 0;
  #correct = 0;
  #baseCorrect = 0;
  /** Of the radii that are right, rounded down. */
  #sum = 0;
  #norm: Norm | null = null;

  add(row: SummaryRow): void {
    const correct = row.label !== null && row.correct === true;
    this.#samples++;
    this.#verdicts.set(row.verdict, this.#count(row.verdict) + 1);
    this.#norm ??= row.norm;
    if (row.label !== null) this.#labelled++;
    if (correct) this.#correct++;
    if (row.label !== null && row.base_prediction === row.label) this.#baseCorrect++;
    if (row.verdict !== 'certified' || row.radius === null) return;
    this.#certified.add(row.radius);
    if (!correct) return;
    this.#right.add(row.radius);
    this.#sum = addDown(this.#sum, row.radius);
  }

  /** `radii`: where the certified accuracy is asked for; left out, standard ones up to the largest. */
  counts(radii?: readonly number[]): Counts {
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
      certified_accuracy: this.#radii(radii).map((radius) => this.#point(radius)),
      norm: this.#norm,
    };
  }

  state(guarantee: Guarantee, { radii, planned, delta = STANDARD_DELTA }: Asked): Summary {
    const evidence = new DatasetEvidence(guarantee, planned, delta);
    const counts = this.counts(radii);
    return {
      ...counts,
      certified_accuracy: counts.certified_accuracy.map(({ radius, value, certified }) => {
        const proved = value === null ? null : evidence.prove(this.#right.from(radius));
        return {
          radius,
          value,
          proved: proved && proved.share,
          population_lower: proved && proved.population,
          certified,
        };
      }),
      guarantee,
      ...evidence.statements(this.#samples, this.#labelled === 0 ? null : this.#correct),
    };
  }

  #count(verdict: Verdict): number {
    return this.#verdicts.get(verdict) ?? 0;
  }

  #share(part: number): number | null {
    return this.#labelled === 0 ? null : part / this.#samples;
  }

  #averageRadius(): number | null {
    return this.#labelled === 0 || this.#norm === null ? null : divideDown(this.#sum, this.#samples);
  }

  #radii(asked?: readonly number[]): readonly number[] {
    if (this.#norm === null) return [];
    return asked ?? standardRadii(this.#norm, this.#certified.ascending());
  }

  #point(radius: number): CountedAccuracy {
    return {
      radius,
      value: this.#share(this.#right.from(radius)),
      certified: this.#certified.from(radius),
    };
  }
}
