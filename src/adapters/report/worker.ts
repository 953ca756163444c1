import { parentPort } from 'node:worker_threads';
import type { Comparison } from '../../service/comparison/facts.ts';
import type { ReportFacts } from '../../service/report/facts.ts';
import { renderComparison } from './comparison.ts';
import { renderReport } from './report.ts';

/** The other end of `thread.ts`: makes pages, one after another. */

export interface Asked {
  readonly id: number;
  readonly subject: Subject;
}

export type Subject = { readonly report: ReportFacts } | { readonly comparison: Comparison };

const render = (subject: Subject) =>
  'report' in subject ? renderReport(subject.report) : renderComparison(subject.comparison);

parentPort?.on('message', ({ id, subject }: Asked) => {
  render(subject).then(
    (page) => parentPort?.postMessage({ id, page }),
    (error: unknown) => parentPort?.postMessage({ id, error }),
  );
});
