import type { Command, Context } from '../command.ts';
import { describeJob } from '../described.ts';
import { EXIT } from '../failure.ts';
import { LISTING, listed } from '../listing.ts';
import { jobId, named } from '../references.ts';
import { columns } from '../table.ts';
import type { JobView } from '../views.ts';

export const jobs: Command = {
  does: 'list jobs, or look at one',
  help: `provable jobs        the newest first
provable jobs JOB    one of them, and why it failed where it did

  --status STATUS    queued, running, canceling, succeeded, failed, …
  --model MODEL      by id or name
  --dataset DATASET  by id or name
  --method NAME
  --limit N          so many at most, 50`,
  options: {
    ...LISTING,
    status: { type: 'string' },
    model: { type: 'string' },
    dataset: { type: 'string' },
    method: { type: 'string' },
  },
  async run(context) {
    const { args, service, tell } = context;
    const [which] = args.positionals;
    if (which !== undefined) {
      args.operands('JOB');
      const job = await service.json<JobView>(`/v1/jobs/${jobId(which)}`);
      await tell.answer(job, ...describeJob(job));
      return EXIT.done;
    }
    const { data, has_more } = await listed<JobView>(context, '/v1/jobs', await filters(context));
    const rows = data.map(({ id, status, progress, method, model, dataset, created_at: at }) => [
      id,
      status,
      `${progress.done}/${progress.total}`,
      method.name,
      model,
      dataset,
      at,
    ]);
    const headings = ['id', 'status', 'done', 'method', 'model', 'dataset', 'created'];
    await tell.answer({ data, has_more }, ...columns(headings, rows));
    return EXIT.done;
  },
};

async function filters(context: Context): Promise<Record<string, string>> {
  const out: Record<string, string> = {};
  for (const name of ['status', 'method'] as const) {
    const value = context.args.text(name);
    if (value !== undefined) out[name] = value;
  }
  for (const kind of ['model', 'dataset'] as const) {
    const value = context.args.text(kind);
    if (value !== undefined) out[kind] = await named(context, kind, value);
  }
  return out;
}
