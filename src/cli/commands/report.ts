import type { Command } from '../command.ts';
import { download } from '../download.ts';
import { EXIT } from '../failure.ts';
import { jobId } from '../references.ts';

export const report: Command = {
  does: 'the report of a job, a page to read and print',
  help: `provable report JOB -o FILE

  -o, --out FILE    the page (HTML, all in one file); - is standard output
  --preliminary     also of a job that has not ended: the page says so
  --delta DELTA     1 − confidence of what is said of all samples at once, 0.001`,
  options: {
    out: { type: 'string', short: 'o' },
    preliminary: { type: 'boolean' },
    delta: { type: 'string' },
  },
  async run(context) {
    const { args } = context;
    const id = jobId(args.operands('JOB')[0]!);
    const query = new URLSearchParams();
    const delta = args.text('delta');
    if (delta !== undefined) query.set('delta', delta);
    if (args.flag('preliminary')) query.set('preliminary', 'true');
    const wanted = { path: `/v1/jobs/${id}/report?${query.toString()}`, accept: 'text/html', text: false };
    const { file, bytes } = await download(context, wanted, args.text('out'));
    if (file !== null) await context.tell.answer({ file, bytes }, `${file}: ${bytes} bytes`);
    return EXIT.done;
  },
};
