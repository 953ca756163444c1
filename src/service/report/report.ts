import { Refusal } from '../errors.ts';
import { isTerminal, type Job } from '../job.ts';
import type { Intake } from '../lifecycle.ts';
import type { Page } from './facts.ts';
import { gatherReport } from './gather.ts';

export interface ReportQuery {
  /** Of a job that has not ended too, of the rows that there are. */
  readonly preliminary?: boolean | undefined;
  /** 1 − confidence of what is said of all samples together, in (0, ½). */
  readonly delta?: number | undefined;
}

/** The page of a job that has ended, or with `preliminary` of any. */
export async function reportOf(
  intake: Pick<Intake, 'records' | 'clock' | 'openSamples' | 'renderReport'>,
  job: Job,
  { preliminary = false, delta }: ReportQuery = {},
): Promise<Page> {
  const { id, status, done, total } = job;
  if (!isTerminal(status) && !preliminary) {
    const standing = `it is ${status}, with ${done} of ${total} samples done`;
    const message = `The job "${id}" has no report yet: ${standing}; preliminary=true makes one of what there is`;
    throw new Refusal('job_not_ended', message, [{ code: `job_${status}`, message: standing }]);
  }
  return intake.renderReport(await gatherReport(intake, job, delta));
}
