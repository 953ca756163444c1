import type { Certificate } from './certificate.ts';
import { step, type Report } from './finding.ts';
import type { Sums } from './ledger.ts';
import { jointlyFalse } from './numbers/binomial.ts';
import { expectFromBelow, expectSame } from './tolerance.ts';

/** The δ of what is said of all samples at once. */
const DELTA = 0.001;

/** A share is the nearest double of a quotient, or the one before. */
function expectShare(
  stated: number | null,
  part: number,
  of: number,
  known: boolean,
  path: string,
  report: Report,
): void {
  if (!known || of === 0 || stated === null) {
    if ((stated === null) === known && of > 0) expectSame(stated, known ? part / of : null, path, report);
    return;
  }
  if (Math.abs(stated - part / of) > 4e-16) expectSame(stated, part / of, path, report);
}

/** Whether the summary is that of the rows. */
export function checkSummary({ summary, specification }: Certificate, sums: Sums, report: Report): void {
  const at = (key: string) => `/summary${step('', key)}`;
  const known = sums.labelled > 0;
  expectSame(summary.samples, sums.rows, at('samples'), report);
  for (const [verdict, count] of Object.entries(sums.verdicts))
    expectSame(summary[verdict as keyof typeof sums.verdicts], count, at(verdict), report);
  expectShare(summary.clean_accuracy, sums.correct, sums.rows, known, at('clean_accuracy'), report);
  expectShare(summary.base_accuracy, sums.baseCorrect, sums.rows, known, at('base_accuracy'), report);
  const average = summary.average_certified_radius;
  const measured = known && specification.norm !== null;
  if (average !== null && measured)
    expectFromBelow(average, sums.radii / sums.rows, at('average_certified_radius'), report);
  else expectSame(average, measured ? sums.radii / sums.rows : null, at('average_certified_radius'), report);
}

/** The curve, and what it proves of all samples at once. `allowed`: false certificates. */
export function checkCurve(
  { summary, dataset, specification }: Certificate,
  sums: Sums,
  allowed: number,
  report: Report,
): void {
  const known = sums.labelled > 0;
  const [first] = summary.certified_accuracy;
  expectSame(
    first?.radius,
    specification.norm === null ? undefined : 0,
    '/summary/certified_accuracy',
    report,
  );
  let last = -1;
  for (const [i, point] of summary.certified_accuracy.entries()) {
    const at = (key: string) => step(step('/summary/certified_accuracy', i), key);
    const { certified, right } = sums.curve[i]!;
    if (point.radius <= last) report(at('radius'), 'inconsistent', 'radii ascend');
    last = point.radius;
    expectSame(point.certified, certified, at('certified'), report);
    expectShare(point.value, right, sums.rows, known, at('value'), report);
    expectShare(
      point.proved,
      Math.max(0, right - allowed),
      dataset.samples.limit,
      known,
      at('proved'),
      report,
    );
  }
}

/** What is said of all samples at once follows from how many there are, α and δ. */
export function checkJoint({ joint, guarantee, dataset }: Certificate, sums: Sums, report: Report): void {
  const chance = guarantee.kind === 'probabilistic';
  const { limit } = dataset.samples;
  expectSame(joint.of, limit, '/joint/of', report);
  expectSame(joint.confidence, chance ? 1 - DELTA : null, '/joint/confidence', report);
  const allowed = joint.false_certificates_at_most;
  const { q, doubtful } = jointlyFalse(limit, chance ? 1 - (guarantee.confidence ?? 0) : 0, DELTA);
  if (allowed !== q && !(doubtful && Math.abs(allowed - q) === 1))
    expectSame(
      allowed,
      q,
      '/joint/false_certificates_at_most',
      report,
      allowed < q ? 'overstated' : 'understated',
    );
  const right = Math.max(0, sums.correct - allowed);
  expectShare(joint.clean_accuracy, right, limit, sums.labelled > 0, '/joint/clean_accuracy', report);
}
