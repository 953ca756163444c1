import type { Command } from '../command.ts';
import { download } from '../download.ts';
import { EXIT, misuse } from '../failure.ts';
import { jobId } from '../references.ts';

export const compare: Command = {
  does: 'set jobs over the same samples beside each other',
  help: `provable compare JOB JOB [JOB …] [-o FILE]

  --radii R,R,…     radii to compare at
  -o, --out FILE    the comparison as a page (HTML); with --json as JSON`,
  options: { radii: { type: 'string' }, out: { type: 'string', short: 'o' } },
  async run(context) {
    const { args, tell } = context;
    const ids = args.positionals.map(jobId);
    if (ids.length < 2) throw misuse('name two jobs at least');
    const query = new URLSearchParams({ jobs: ids.join(',') });
    const radii = args.text('radii');
    if (radii !== undefined) query.set('radii', radii);
    const page = !tell.json;
    const accept = page ? 'text/html' : 'application/json';
    const wanted = { path: `/v1/compare?${query.toString()}`, accept, text: !page };
    const { file, bytes } = await download(context, wanted, args.text('out'));
    if (file !== null) await tell.answer({ file, bytes }, `${file}: ${bytes} bytes`);
    return EXIT.done;
  },
};
