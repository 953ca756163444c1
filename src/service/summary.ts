import { certifierOf, METHOD_SETTLED } from '../certify/certifiers/index.ts';
import { RunningSummary } from '../certify/summary.ts';
import { gateStandings } from './gate.ts';
import type { Job, Row } from './job.ts';
import type { Records } from './ports.ts';
import type { Summary, SummaryQuery } from './provable.ts';
import { eachResult } from './results.ts';

/**
 * Over the results there are, those that are running too: at the radii that are asked for, or those that the method was asked
 * about, or standard ones. What is said of all samples together is said of those that were planned: which of them have a
 * result yet depends on chance.
 */
export async function summaryOf(
  records: Pick<Records, 'rows' | 'carried'>,
  job: Job,
  { radii = null, delta }: SummaryQuery = {},
): Promise<Summary> {
  const method = METHOD_SETTLED.parse(job.method);
  const certifier = certifierOf(method);
  const summary = new RunningSummary();
  const draws = new DrawCount(job.provenance?.batch ?? 1);
  let running = 0;
  for await (const result of eachResult(records, job)) {
    summary.add(result);
    draws.add(result);
    if (!result.final) running++;
  }
  return {
    ...summary.state(certifier.guarantee(method), {
      radii: radii ?? certifier.radii?.(method) ?? undefined,
      planned: job.total,
      delta,
    }),
    running,
    gate: gateStandings(job),
    draws: certifier.rounds?.(method) ? { counted: draws.counted, computed: draws.computed } : null,
  };
}

/** Of methods that stop by themselves, whose evidence states `n`: a batch that was begun was computed whole. */
class DrawCount {
  readonly #batch: number;
  counted = 0;
  computed = 0;

  constructor(batch: number) {
    this.#batch = batch;
  }

  add({ evidence: { n } }: Pick<Row, 'evidence'>): void {
    if (typeof n !== 'number') return;
    this.counted += n;
    this.computed += Math.ceil(n / this.#batch) * this.#batch;
  }
}
