import type { Evidence, Verdict } from '../../certify/outcome.ts';
import type { Row } from '../job.ts';

type Standing = Pick<Row, 'index' | 'verdict' | 'radius' | 'evidence'>;

const RANK: Readonly<Record<Verdict, number>> = {
  falsified: 0,
  abstained: 1,
  undecided: 1,
  predicted: 2,
  certified: 3,
};

/**
 * Puts results in order, the weakest first: those of which nothing is proved, then those with a class alone, then certificates by
 * their radius. Where that does not tell, the evidence does, and at last the place in the data: no two are equal.
 */
export const byStrength = (a: Standing, b: Standing): number => strength(a, b) || a.index - b.index;

/** The same from the strongest on; of equals still the first in the data. */
export const fromStrongest = (a: Standing, b: Standing): number => strength(b, a) || a.index - b.index;

function strength(a: Standing, b: Standing): number {
  return (
    RANK[a.verdict] - RANK[b.verdict] ||
    (a.radius ?? 0) - (b.radius ?? 0) ||
    compare(lead(a.evidence), lead(b.evidence))
  );
}

/** How far the evidence leans to the class: what it is depends on the method, and is the same within a job. */
function lead({ p_lower, margin_lower, margin, count, n }: Evidence): number {
  for (const one of [p_lower, margin_lower, margin]) if (typeof one === 'number') return one;
  return typeof count === 'number' && typeof n === 'number' && n > 0 ? count / n : -Infinity;
}

const compare = (a: number, b: number): number => (a === b ? 0 : a < b ? -1 : 1);
