import type { Command } from '../command.ts';
import { misuse } from '../failure.ts';
import { accepted } from '../finish.ts';
import { WAITING } from '../follow.ts';
import { jobId } from '../references.ts';
import type { JobView } from '../views.ts';

export const extend: Command = {
  does: "go on from a finished job's evidence, with more draws",
  help: `provable extend JOB --max-n N

Makes a new job, which takes over what is decided; no draw is made twice.

  --max-n N              draws of a sample at most, more than before
  --wait                 until it has ended, as certify does
  --cancel-on-interrupt  Ctrl-C ends the job; else it goes on
  --patience SECONDS     that the service may be away, 60`,
  options: { ...WAITING, 'max-n': { type: 'string' }, wait: { type: 'boolean' } },
  async run(context) {
    const { args, service } = context;
    const id = jobId(args.operands('JOB')[0]!);
    const cap = args.whole('max-n', 1);
    if (cap === undefined) throw misuse('--max-n is missing');
    return accepted(context, await service.post<JobView>(`/v1/jobs/${id}/extend`, { max_n: cap }));
  },
};
