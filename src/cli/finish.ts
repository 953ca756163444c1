import type { Context } from './command.ts';
import { describeJob, describeSummary } from './described.ts';
import { EXIT } from './failure.ts';
import { follow } from './follow.ts';
import { judge } from './judgement.ts';
import type { JobView, SummaryView } from './views.ts';

/**
 * Waits for the end of a job and tells what came of it. 0 when it succeeded, 1 when it did not; of a job with conditions, what
 * these come to.
 */
export async function finish(context: Context, id: string): Promise<number> {
  const { service, tell } = context;
  const job = await follow(context, id);
  if (job.status !== 'succeeded') {
    await tell.answer(job, ...describeJob(job));
    return EXIT.no;
  }
  const summary = tell.json ? null : await service.json<SummaryView>(`/v1/jobs/${id}/summary`);
  await tell.answer(job, ...(summary ? describeSummary(summary) : []));
  const judged = await judge(context, job);
  if (judged === null) return EXIT.done;
  if (!tell.json) await tell.answer(judged.view, '', ...judged.lines);
  return judged.exit;
}

/** Tells of a job that was just accepted, or waits for it. On standard output is the id alone, for a shell to keep. */
export async function accepted(context: Context, job: JobView): Promise<number> {
  if (context.args.flag('wait')) {
    await context.tell.note(`${job.id} is accepted`);
    return finish(context, job.id);
  }
  await context.tell.answer(job, job.id);
  return EXIT.done;
}
