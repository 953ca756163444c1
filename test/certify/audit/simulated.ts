import { auditing } from '../../../src/certify/audit/audit.ts';
import type { Audit } from '../../../src/certify/audit/audit.ts';
import type { Claim, LogRow } from '../../../src/certify/audit/log.ts';
import { parsePrinted } from '../../../src/certify/audit/printed.ts';
import { clopperPearsonLower } from '../../../src/certify/statistics/clopper-pearson.ts';
import { gaussianRadius } from '../../../src/certify/statistics/radius.ts';

/** The radius that CERTIFY gives. */
export const certified = ({ n, alpha, sigma }: Claim, count: number): number =>
  gaussianRadius(clopperPearsonLower(count, n, alpha), sigma);

/** As Python's `{:.3}` prints. */
export const threeDigits = (x: number): string => String(Number(x.toPrecision(3)));

/** A row of class 1, rightly predicted, with a radius as it is printed. */
export const rowOf = (idx: number, radius: string | null, more: Partial<LogRow> = {}): LogRow => ({
  idx,
  label: 1,
  predict: 1,
  radius: radius === null ? null : parsePrinted(radius),
  correct: true,
  count: null,
  n: null,
  abstained: false,
  distance: 0,
  allowance: 0,
  ...more,
});

/** Counts as logs have them: a tenth of the samples unanimous, the others spread, denser towards the top. */
export function countsLike(n: number, samples: number): number[] {
  return Array.from({ length: samples }, (_, i) => {
    const spread = (i * 0.618_033_988_75) % 1;
    return i % 10 === 0 ? n : Math.round(n * (1 - 0.45 * spread ** 3));
  });
}

/** A log made with these parameters. */
export function simulated(
  made: Claim,
  print: (radius: number) => string = threeDigits,
  samples = 300,
): LogRow[] {
  return countsLike(made.n, samples).map((count, i) => {
    const radius = certified(made, count);
    return radius > 0
      ? rowOf(i, print(radius))
      : rowOf(i, '0.0', { predict: null, abstained: true, correct: false });
  });
}

export function audited(claim: Claim, rows: readonly LogRow[]): Audit {
  const steps = auditing(claim, rows);
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}
