import type { Evidence, Outcome } from '../../outcome.ts';
import { isCertified, type Margin, type Trial } from './margin.ts';
import type { IntervalSettled } from './request.ts';

/** What the trials of a sample say: certified at the largest size that is; else undecided, for the reason at the smallest. */
export function conclude(method: IntervalSettled, base: number, trials: readonly Trial[]): Outcome {
  const ascending = trials.toSorted((a, b) => a.epsilon - b.epsilon);
  const best = ascending.findLast(isCertified);
  const evidence = evidenceOf(method, best ?? ascending[0]!, trials);
  if (best) {
    return { verdict: 'certified', prediction: base, norm: method.norm, radius: best.epsilon, evidence };
  }
  return { ...undecided(method, base, reasonOf(ascending[0]!)), evidence };
}

/** A sample of which nothing is claimed, for a reason that no bound needs. */
export const undecided = (
  { norm, arithmetic, channels }: IntervalSettled,
  base: number | null,
  reason: string,
): Outcome => ({
  verdict: 'undecided',
  prediction: base,
  norm,
  radius: null,
  reason,
  evidence: {
    margin_lower: null,
    runner_up: null,
    epsilon: null,
    arithmetic,
    ...(channels && { channels }),
    evaluations: 0,
  },
});

/** `trial`: the one that decided. */
function evidenceOf(
  { arithmetic, epsilon, channels }: IntervalSettled,
  trial: Trial,
  trials: readonly Trial[],
): Evidence {
  return {
    margin_lower: finite(trial.margin),
    runner_up: trial.margin.rival,
    epsilon: trial.epsilon,
    arithmetic,
    // a radius of weighted channels is not one of the plain norm: every row says so
    ...(channels && { channels }),
    ...(Array.isArray(epsilon) && { margins: trials.map(({ margin }) => finite(margin)) }),
    evaluations: trials.length,
  };
}

const finite = ({ lower }: Margin): number | null => (Number.isFinite(lower) ? lower : null);

function reasonOf({ epsilon, margin: { lower, rival } }: Trial): string {
  const where = `at epsilon ${epsilon} the margin over class ${rival}`;
  return Number.isFinite(lower)
    ? `${where} is not shown to be positive: its lower bound is ${Number(lower.toPrecision(3))}`
    : `${where} is not bounded: values of the bounds are not finite, or too large`;
}
