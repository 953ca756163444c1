import type { Command } from '../command.ts';
import { download } from '../download.ts';
import { EXIT, misuse } from '../failure.ts';
import { jobId } from '../references.ts';

const FORMATS = {
  csv: { accept: 'text/csv', text: true },
  ndjson: { accept: 'application/x-ndjson', text: true },
  parquet: { accept: 'application/vnd.apache.parquet', text: false },
} as const;

export const results: Command = {
  does: 'the rows of a job, one a sample',
  help: `provable results JOB [--format csv|ndjson|json|parquet] [-o FILE]

  --format FORMAT   csv when left out, or what FILE ends in; json is an array of
                    all rows, as is --json
  -o, --out FILE    there whole or not at all; - is standard output

While the job runs these are the rows there are.`,
  options: { format: { type: 'string' }, out: { type: 'string', short: 'o' } },
  async run(context) {
    const { args, tell } = context;
    const id = jobId(args.operands('JOB')[0]!);
    const out = args.text('out');
    const format = args.text('format') ?? (tell.json && out === undefined ? 'json' : endingOf(out));
    if (format !== 'json' && !isFormat(format))
      throw misuse(`--format is csv, ndjson, json or parquet, not ${format}`);
    const path = `/v1/jobs/${id}/results`;
    const wanted = format === 'json' ? { accept: 'application/x-ndjson', text: true } : FORMATS[format];
    const array = format === 'json';
    const { file, bytes } = await download(context, { path, ...wanted, array }, out);
    if (file !== null) await tell.answer({ file, bytes, format }, `${file}: ${bytes} bytes`);
    return EXIT.done;
  },
};

const isFormat = (name: string): name is keyof typeof FORMATS => Object.hasOwn(FORMATS, name);

function endingOf(out: string | undefined): string {
  const [, ending = ''] = /\.(csv|ndjson|json|parquet)$/i.exec(out ?? '') ?? [];
  return ending.toLowerCase() || 'csv';
}
