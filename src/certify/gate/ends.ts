import type { Gate } from './gate.ts';
import type { Measured } from './tally.ts';
import { unitsDown, unitsUp } from './units.ts';

/** From the least to the most that something can be when all rows stand, whatever those to come say; null: no limit is known. */
interface Range<T> {
  readonly least: T;
  readonly most: T | null;
}

/** Where the complete job can end: what it will count, what it will have proved, and what either must come to. */
export interface Ends<T = bigint | number> {
  readonly counted: Range<T>;
  readonly proved: Range<T>;
  readonly needs: { readonly counted: T; readonly proved: T };
}

/**
 * The ends that are left open when some rows of a job stand.
 *
 * Counts: each of the m rows to come is good or not, so g good rows become g to g + m; what is proved grows with them, and
 * needs more of them.
 * Mean of radii: a row to come adds 0 to R, which no radius exceeds. Proved is the sum S of the radii without the q largest,
 * for of all certificates at most q are false, and leaving out the largest leaves out the most. Adding a row never makes this
 * smaller: it adds the lesser of its radius and the least of those left out. So 0 everywhere gives the least, R everywhere
 * the most, which is S + mR without the q largest among the rows and m times R.
 *
 * Both ends shrink towards each other with every row, and meet when all rows stand. They are functions of the set of the
 * rows that stand, for so is the tally.
 */
export function endsOf(gate: Gate, measured: Measured, rows: number): Ends<number> | Ends<bigint> {
  const missing = gate.planned - rows;
  return 'good' in measured ? countEnds(gate, measured.good, missing) : meanEnds(gate, measured, missing);
}

function countEnds({ needs }: Gate, good: number, missing: number): Ends<number> {
  if (!needs) throw new Error('a count without what it must come to');
  const range = { least: good, most: good + missing };
  return { counted: range, proved: range, needs };
}

function meanEnds(
  { planned, min, allowance, largest_radius }: Gate,
  { sum, largest }: Exclude<Measured, { good: number }>,
  missing: number,
): Ends<bigint> {
  const needed = unitsUp(min!) * BigInt(planned);
  const counted = BigInt(sum);
  const proved = counted - total(largest);
  const needs = { counted: needed, proved: needed };
  if (missing === 0 || largest_radius === null) {
    const most = missing === 0;
    return {
      counted: { least: counted, most: most ? counted : null },
      proved: { least: proved, most: most ? proved : null },
      needs,
    };
  }
  const limit = unitsUp(largest_radius);
  const left = Math.min(missing, allowance);
  const best = counted - total(largest.slice(0, allowance - left)) + BigInt(missing - left) * limit;
  return {
    counted: { least: counted, most: counted + BigInt(missing) * limit },
    proved: { least: proved, most: best },
    needs,
  };
}

const total = (radii: readonly number[]): bigint =>
  radii.reduce((sum, radius) => sum + unitsDown(radius), 0n);
