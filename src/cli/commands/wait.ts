import type { Command } from '../command.ts';
import { finish } from '../finish.ts';
import { WAITING } from '../follow.ts';
import { jobId } from '../references.ts';

export const wait: Command = {
  does: 'follow a job until it has ended',
  help: `provable wait JOB

Shows how far the job is until it has ended, then its summary. Exit code 0 when
it succeeded and 1 when it did not; of a job with conditions as provable gate.

  --patience SECONDS     that the service may be away, 60
  --cancel-on-interrupt  Ctrl-C ends the job; else it goes on`,
  options: WAITING,
  async run(context) {
    const [job] = context.args.operands('JOB') as [string];
    return finish(context, jobId(job));
  },
};
