import { parentPort } from 'node:worker_threads';
import type { ReportFacts } from '../../service/report/facts.ts';
import { renderReport } from './report.ts';

/** The other end of `thread.ts`: makes pages, one after another. */

export interface Asked {
  readonly id: number;
  readonly facts: ReportFacts;
}

parentPort?.on('message', ({ id, facts }: Asked) => {
  renderReport(facts).then(
    (page) => parentPort?.postMessage({ id, page }),
    (error: unknown) => parentPort?.postMessage({ id, error }),
  );
});
