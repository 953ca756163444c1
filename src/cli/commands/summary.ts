import type { Command } from '../command.ts';
import { describeSummary } from '../described.ts';
import { EXIT } from '../failure.ts';
import { queryOf } from '../query.ts';
import { jobId } from '../references.ts';
import type { SummaryView } from '../views.ts';

export const summary: Command = {
  does: 'what the rows of a job come to',
  help: `provable summary JOB

  --radii R,R,…     radii to state the certified accuracy at
  --delta DELTA     1 − confidence of what is said of all samples at once, 0.001

certified: the share of samples that are right and certified that far, counted.
proved: what is true of these samples all at once, with confidence 1 − DELTA.`,
  options: { radii: { type: 'string' }, delta: { type: 'string' } },
  async run({ args, service, tell }) {
    const id = jobId(args.operands('JOB')[0]!);
    const query = queryOf(args, ['radii', 'delta']);
    const found = await service.json<SummaryView>(`/v1/jobs/${id}/summary?${query.toString()}`);
    await tell.answer(found, ...describeSummary(found));
    return EXIT.done;
  },
};
