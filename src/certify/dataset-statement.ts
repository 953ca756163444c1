import type { Guarantee } from './certifier.ts';
import { jointAllowance } from './statistics/joint-allowance.ts';
import { populationLower } from './statistics/population-lower.ts';
import { addUp, divideDown, nextDown, nextUp } from './statistics/rounding.ts';

/** Probability that a statement about a whole dataset is false, where none is asked for. */
export const STANDARD_DELTA = 0.001;

/** What is proved of the planned samples together, and of nothing else. */
export interface DatasetStatement {
  /** 1 − δ; null where no chance plays a part. */
  readonly confidence: number | null;
  /** Of all certificates and predicted classes, at all radii at once. */
  readonly false_certificates_at_most: number;
  /** Samples planned. */
  readonly of: number;
  /** Share of them that the classifier gets right, at least; null without labels. */
  readonly clean_accuracy: number | null;
  readonly text: string;
}

/** What is inferred of inputs that were not tested, if the samples were drawn from them at random. */
export interface PopulationStatement {
  readonly confidence: number;
  /** Share of them that the classifier gets right, at least; null without labels. */
  readonly clean_accuracy: number | null;
  readonly text: string;
}

/** Lower bounds of a share of which `right` samples gave evidence, in the two meanings, which are kept apart. */
interface Proved {
  /** Of the planned samples: max(0, right − q)/N, rounded down. */
  readonly share: number;
  /** Of the population. */
  readonly population: number;
}

/**
 * Turns counts over the rows that there are into what they prove, with a confidence of 1 − δ each, of all `planned` samples:
 * samples without a row count as not certified.
 *
 * δ and α are read back from the confidences that are stated, δ exactly and α rounded up: what is stated is what is proved.
 * Throws RangeError unless 0 < δ < ½.
 */
export class DatasetEvidence {
  readonly #alpha: number;
  readonly #delta: number;
  readonly #planned: number;
  readonly #allowance: number;
  readonly #confidence: number;

  constructor(guarantee: Guarantee, planned: number, delta: number) {
    if (!(delta > 0 && delta < 0.5)) throw new RangeError(`delta = ${delta} is not in (0, 1/2)`);
    this.#alpha = alphaUp(guarantee);
    this.#confidence = Math.min(Math.max(1 - delta, nextUp(0.5)), nextDown(1));
    this.#delta = 1 - this.#confidence;
    this.#planned = planned;
    this.#allowance = jointAllowance(planned, this.#alpha, this.#delta);
  }

  prove(right: number): Proved {
    if (right > this.#planned) throw new RangeError(`${right} right of ${this.#planned} planned`);
    return {
      share: divideDown(Math.max(0, right - this.#allowance), this.#planned),
      population: populationLower(right, this.#planned, this.#alpha, this.#delta),
    };
  }

  /** `right`: rows whose stated class is right; null without labels. */
  statements(
    rows: number,
    right: number | null,
  ): { statement: DatasetStatement; population: PopulationStatement } {
    const proved = right === null ? null : this.prove(right);
    const confidence = this.#confidence;
    return {
      statement: {
        confidence: this.#alpha === 0 ? null : confidence,
        false_certificates_at_most: this.#allowance,
        of: this.#planned,
        clean_accuracy: proved && proved.share,
        text: this.#text(rows),
      },
      population: { confidence, clean_accuracy: proved && proved.population, text: inferred(confidence) },
    };
  }

  #text(rows: number): string {
    const missing = this.#planned - rows;
    const samples =
      missing === 0
        ? `these ${this.#planned} samples`
        : `the ${this.#planned} samples planned (${missing} of them without a result, counted as not right)`;
    if (this.#alpha === 0) {
      return `No certificate rests on chance, so no false one is allowed for. "proved" speaks of ${samples} alone.`;
    }
    return (
      `With confidence ${this.#confidence}, at most ${this.#allowance} of all certificates and predicted classes of ${samples} ` +
      'are false, at all radii at once and whichever are looked at; "proved" leaves out that many. It speaks of these samples alone.'
    );
  }
}

const inferred = (confidence: number) =>
  'Speaks of inputs that were not tested, and only if the samples were drawn from them independently at random and neither model ' +
  `nor method was chosen by these samples: "population_lower" is then true with confidence ${confidence} at one radius chosen ` +
  'beforehand, not at all radii at once. "statement" speaks of these samples alone.';

/** α of a sample's statement, never too small: the confidence was rounded to nearest. */
function alphaUp({ kind, confidence }: Guarantee): number {
  if (kind === 'deterministic') return 0;
  if (confidence === undefined) throw new RangeError('a probabilistic guarantee without a confidence');
  return addUp(1, -nextDown(confidence));
}
