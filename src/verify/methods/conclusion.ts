import type { Row } from '../certificate.ts';
import { step, type Report } from '../finding.ts';
import { expectFromBelow, expectSame, TOLERANCE } from '../tolerance.ts';
import type { Law } from './law.ts';

/**
 * Whether a row's verdict is that of its own radius: certified where there is one, abstained where there is none. `radius`: null
 * or negative for none. Next to nothing may be called either.
 */
export function checkRadius(row: Row, radius: number | null, law: Law, path: string, report: Report): void {
  const doubt = TOLERANCE.under * law.scale * law.factor;
  const at = (key: string) => step(path, key);
  const proves = radius !== null && (law.whole ? radius >= 0 : radius > 0);
  if (row.verdict === 'abstained') {
    if (proves && (law.whole || radius > doubt))
      report(
        at('verdict'),
        'verdict_wrong',
        `it is abstained, and its evidence certifies a radius of ${radius}`,
      );
    return;
  }
  if (row.verdict !== 'certified' || row.radius === null) {
    report(at('verdict'), 'verdict_wrong', `a method that draws does not end as ${row.verdict} here`);
    return;
  }
  if (!proves && (law.whole || radius === null || radius < -doubt)) {
    report(at('verdict'), 'verdict_wrong', 'it is certified, and its evidence proves nothing');
    return;
  }
  if (law.whole) expectSame(row.radius, radius, at('radius'), report, overstatedOr(row.radius, radius));
  else expectFromBelow(row.radius, Math.max(0, radius), at('radius'), report, law.scale * law.factor);
}

const overstatedOr = (stated: number, own: number): string => (stated > own ? 'overstated' : 'understated');

/** The class that is stated is the one that votes were counted for. */
export function checkClass(row: Row, candidate: number | null, path: string, report: Report): void {
  const own = row.verdict === 'certified' || row.verdict === 'predicted' ? candidate : null;
  expectSame(row.prediction, own, step(path, 'prediction'), report);
}
