import { RadiusTally } from '../../certify/radius-tally.ts';
import { addDown, divideDown } from '../../certify/statistics/rounding.ts';
import type { Row } from '../job.ts';

/** What is said of the samples with one label. */
export interface ClassRow {
  readonly label: number;
  readonly samples: number;
  /** Classified as labelled. */
  readonly right: number;
  /** And certified, at the radius asked for or beyond. */
  readonly certified_right: number;
  /** Neither certified nor given a class. */
  readonly unproved: number;
  /** Of radius × correct, rounded down. */
  readonly average_radius: number;
}

interface Counted {
  samples: number;
  right: number;
  unproved: number;
  sum: number;
  readonly radii: RadiusTally;
}

/** Counts results by label; rows without one are left out. */
export class ClassTally {
  readonly #classes = new Map<number, Counted>();

  add(row: Pick<Row, 'label' | 'correct' | 'verdict' | 'radius'>): void {
    if (row.label === null) return;
    const counted = this.#of(row.label);
    counted.samples++;
    if (row.correct === true) counted.right++;
    if (row.verdict !== 'certified' && row.verdict !== 'predicted') counted.unproved++;
    if (row.verdict !== 'certified' || row.radius === null || row.correct !== true) return;
    counted.radii.add(row.radius);
    counted.sum = addDown(counted.sum, row.radius);
  }

  /** By label. */
  rows(radius: number): ClassRow[] {
    return [...this.#classes.entries()]
      .sort(([a], [b]) => a - b)
      .map(([label, { samples, right, unproved, sum, radii }]) => ({
        label,
        samples,
        right,
        certified_right: radii.from(radius),
        unproved,
        average_radius: divideDown(sum, samples),
      }));
  }

  #of(label: number): Counted {
    const known = this.#classes.get(label);
    if (known) return known;
    const fresh = { samples: 0, right: 0, unproved: 0, sum: 0, radii: new RadiusTally() };
    this.#classes.set(label, fresh);
    return fresh;
  }
}
