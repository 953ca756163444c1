import { countsOf, sightingOf } from './implied.ts';
import type { Ladder } from './ladder.ts';
import type { LogRow } from './log.ts';
import type { Format } from './printed.ts';

/**
 * - consistent: the radius is one that the stated parameters give;
 * - off_ladder: it lies between two that they give, or below the least;
 * - above_top: it is larger than unanimous votes give;
 * - count_differs: it is one of them, but not that of the count beside it;
 * - computed: only the count is stated, and gives the radius;
 * - abstention: no radius is claimed, or the count gives none.
 */
export const FINDINGS = [
  'consistent',
  'off_ladder',
  'above_top',
  'count_differs',
  'computed',
  'abstention',
] as const;
export type FindingKind = (typeof FINDINGS)[number];

/** A radius that the stated parameters give. */
export interface Rung {
  readonly count: number;
  readonly radius: number;
}

/** What an audit says about one row. */
export interface Finding {
  readonly idx: number;
  readonly finding: FindingKind;
  readonly label: number | null;
  readonly predict: number | null;
  /** As printed; where it is not, from the count, rounded down. */
  readonly radius: number | null;
  /** The least and the largest count whose radius is printed so; null where there is none. */
  readonly counts: readonly [number, number] | null;
  /** The radii next to one that is off the ladder, below and above. */
  readonly nearest: readonly Rung[];
  /** Whether label and prediction agree; null without both. */
  readonly correct: boolean | null;
  /** Whether the log says so too; null where it says nothing. */
  readonly correct_agrees: boolean | null;
}

type Judgement = Pick<Finding, 'finding' | 'radius' | 'counts' | 'nearest'>;

/** Judges a row by the ladder of its draws. */
export function findingOf(row: LogRow, ladder: Ladder, sigma: number, format: Format): Finding {
  const { idx, label, predict } = row;
  const correct = row.abstained ? false : predict === null ? null : predict === label;
  const known = label === null ? null : correct;
  return {
    idx,
    label,
    predict,
    ...judge(row, ladder, sigma, format),
    correct: known,
    correct_agrees: known === null || row.correct === null ? null : known === row.correct,
  };
}

function judge(row: LogRow, ladder: Ladder, sigma: number, format: Format): Judgement {
  if (row.abstained) return ABSTENTION;
  if (row.radius === null) return computed(ladder, sigma, row.count!);
  const radius = row.radius.value;
  const { least, most } = countsOf(ladder, sigma, sightingOf(row, format));
  if (least > most || least > ladder.n) {
    const finding = least > ladder.n ? 'above_top' : 'off_ladder';
    return { finding, radius, counts: null, nearest: rungs(ladder, sigma, [least - 1, least]) };
  }
  const fits = row.count === null || (row.count >= least && row.count <= most);
  return { finding: fits ? 'consistent' : 'count_differs', radius, counts: [least, most], nearest: [] };
}

const ABSTENTION: Judgement = { finding: 'abstention', radius: null, counts: null, nearest: [] };

function computed(ladder: Ladder, sigma: number, count: number): Judgement {
  const [rung] = rungs(ladder, sigma, [count]);
  if (!rung) return { ...ABSTENTION, counts: [count, count] };
  return { finding: 'computed', radius: rung.radius, counts: [count, count], nearest: [] };
}

/** Those of the counts that have a radius. */
export function rungs(ladder: Ladder, sigma: number, counts: readonly number[]): Rung[] {
  return counts.flatMap((count) => {
    const height = ladder.height(count);
    return height === null ? [] : [{ count, radius: tenDigitsDown(height * sigma) }];
  });
}

/** Heights are right to eleven digits; so many as can be stated are, rounded down. */
function tenDigitsDown(radius: number): number {
  const below = radius * (1 - 2e-11);
  const place = Math.floor(Math.log10(below)) - 9;
  const digits = Math.floor(place < 0 ? below * 10 ** -place : below / 10 ** place);
  return Number(`${digits}e${place}`);
}
