import type { Command } from '../command.ts';
import { download } from '../download.ts';
import { EXIT } from '../failure.ts';
import { jobId } from '../references.ts';

export const report: Command = {
  does: 'the report of a job, a page to read and print',
  help: `provable report JOB -o FILE

  -o, --out FILE    the page (HTML, all in one file); - is standard output`,
  options: { out: { type: 'string', short: 'o' } },
  async run(context) {
    const id = jobId(context.args.operands('JOB')[0]!);
    const wanted = { path: `/v1/jobs/${id}/report`, accept: 'text/html', text: false };
    const { file, bytes } = await download(context, wanted, context.args.text('out'));
    if (file !== null) await context.tell.answer({ file, bytes }, `${file}: ${bytes} bytes`);
    return EXIT.done;
  },
};
