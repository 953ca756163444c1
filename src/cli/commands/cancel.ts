import type { Command } from '../command.ts';
import { describeJob } from '../described.ts';
import { EXIT } from '../failure.ts';
import { follow, WAITING } from '../follow.ts';
import { jobId } from '../references.ts';
import { hasEnded } from '../views.ts';
import type { JobView } from '../views.ts';

export const cancel: Command = {
  does: 'end a job; the rows there are stand',
  help: `provable cancel JOB

  --wait                until no runner works on it any more
  --patience SECONDS    that the service may be away, 60`,
  options: { patience: WAITING.patience, wait: { type: 'boolean' } },
  async run(context) {
    const { args, service, tell } = context;
    const id = jobId(args.operands('JOB')[0]!);
    const told = await service.json<JobView>(`/v1/jobs/${id}/cancel`, { method: 'POST' });
    const job = args.flag('wait') && !hasEnded(told) ? await follow(context, id) : told;
    await tell.answer(job, ...describeJob(job));
    return EXIT.done;
  },
};
