import type { Command } from '../command.ts';
import { download } from '../download.ts';
import { judgementOf } from '../judgement.ts';
import { jobId } from '../references.ts';

export const gate: Command = {
  does: "do a job's conditions hold?",
  help: `provable gate JOB

  --junit FILE      the answers as JUnit XML too
  --markdown FILE   the answers as Markdown too

Exit code 0 when all conditions are passed, 1 when one is failed, 2 when that is
undecided: the job has not come far enough, or too little is proved.`,
  options: { junit: { type: 'string' }, markdown: { type: 'string' } },
  async run(context) {
    const { args, tell } = context;
    const id = jobId(args.operands('JOB')[0]!);
    const { view, lines, exit } = await judgementOf(context, id);
    const files = { junit: 'application/xml', markdown: 'text/markdown' } as const;
    for (const [name, accept] of Object.entries(files)) {
      const file = args.text(name);
      if (file !== undefined)
        await download(context, { path: `/v1/jobs/${id}/gate`, accept, text: true }, file);
    }
    await tell.answer(view, ...lines);
    return exit;
  },
};
