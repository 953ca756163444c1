import { certifierOf, METHOD_SETTLED } from '../certify/certifiers/index.ts';
import { summarise } from '../certify/summary.ts';
import type { Job, Row } from './job.ts';
import type { Records } from './ports.ts';
import type { Summary } from './provable.ts';
import { allResults } from './results.ts';

/**
 * Over the results there are, those that are running too: at the radii that are asked for, or those that the method was asked
 * about, or standard ones.
 */
export async function summaryOf(
  records: Pick<Records, 'rows' | 'carried'>,
  job: Job,
  radii: readonly number[] | null,
): Promise<Summary> {
  const method = METHOD_SETTLED.parse(job.method);
  const certifier = certifierOf(method);
  const asked = radii ?? certifier.radii?.(method) ?? undefined;
  const results = await allResults(records, job);
  return {
    ...summarise(results, certifier.guarantee(method), asked),
    running: results.filter(({ final }) => !final).length,
    draws: certifier.rounds?.(method) ? drawsOf(results, job.provenance?.batch ?? 1) : null,
  };
}

/** Of methods that stop by themselves, whose evidence states `n`: a batch that was begun was computed whole. */
function drawsOf(rows: readonly Pick<Row, 'evidence'>[], batch: number): NonNullable<Summary['draws']> {
  const each = rows.map(({ evidence: { n } }) => (typeof n === 'number' ? n : 0));
  return {
    counted: each.reduce((sum, n) => sum + n, 0),
    computed: each.reduce((sum, n) => sum + Math.ceil(n / batch) * batch, 0),
  };
}
