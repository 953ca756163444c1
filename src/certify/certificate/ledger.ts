import { createHash } from 'node:crypto';
import { canonicalText } from './canonical.ts';
import { MOST_ROWS, MOST_TEXT, type OutcomeRow, type Outcomes } from './schema.ts';

/** An outcome as a line of the outcomes, with its end. */
export const outcomeLine = (row: OutcomeRow): string => `${canonicalText(outcomeOf(row))}\n`;

/** What a certificate says of a sample: by name, so that nothing that depends on the run gets in. */
const outcomeOf = (row: OutcomeRow): OutcomeRow => ({
  index: row.index,
  label: row.label,
  prediction: row.prediction,
  base_prediction: row.base_prediction,
  correct: row.correct,
  verdict: row.verdict,
  norm: row.norm,
  radius: row.radius,
  reason: row.reason,
  evidence: row.evidence,
});

/** What the caveats need to know of all rows. */
export interface Traits {
  readonly rows: number;
  readonly labelled: number;
  readonly certified: number;
  readonly predicted: number;
  /** Certified or predicted as a class that is not the label. */
  readonly wrong: number;
  /** Samples that lie off the grid, and how far the farthest lies. */
  readonly offGrid: number;
  readonly farthest: number;
  /** What the inexactness of the noise moves a probability by, at most. */
  readonly allowance: number;
}

/** Takes the outcomes of a job one by one, by ascending index, and keeps no more than a certificate holds. */
export class OutcomeLedger {
  readonly #hash = createHash('sha256');
  readonly #rows: OutcomeRow[] = [];
  readonly #traits = {
    rows: 0,
    labelled: 0,
    certified: 0,
    predicted: 0,
    wrong: 0,
    offGrid: 0,
    farthest: 0,
    allowance: 0,
  };
  #last = -1;
  #text = 0;

  add(row: OutcomeRow): void {
    if (row.index <= this.#last) throw new RangeError(`outcome ${row.index} comes after ${this.#last}`);
    this.#last = row.index;
    const line = outcomeLine(row);
    this.#hash.update(line);
    this.#text += line.length;
    this.#note(row);
    if (this.#isSmall) this.#rows.push(outcomeOf(row));
    else this.#rows.length = 0;
  }

  get #isSmall(): boolean {
    return this.#traits.rows <= MOST_ROWS && this.#text <= MOST_TEXT;
  }

  get rows(): number {
    return this.#traits.rows;
  }

  get traits(): Traits {
    return { ...this.#traits };
  }

  outcomes(): Outcomes {
    const { rows: count } = this.#traits;
    return {
      count,
      media_type: 'application/x-ndjson',
      digest: `sha256:${this.#hash.copy().digest('hex')}`,
      ...(this.#isSmall && { rows: [...this.#rows] }),
    };
  }

  #note({
    label,
    correct,
    verdict,
    evidence: { off_grid: off, noise_allowance: allowance },
  }: OutcomeRow): void {
    const traits = this.#traits;
    traits.rows++;
    if (label !== null) traits.labelled++;
    if (verdict === 'certified') traits.certified++;
    if (verdict === 'predicted') traits.predicted++;
    const states = verdict === 'certified' || verdict === 'predicted';
    if (states && label !== null && correct === false) traits.wrong++;
    if (typeof off === 'number' && off > 0) traits.offGrid++;
    if (typeof off === 'number') traits.farthest = Math.max(traits.farthest, off);
    if (typeof allowance === 'number') traits.allowance = Math.max(traits.allowance, allowance);
  }
}
