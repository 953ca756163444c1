import type { Command } from '../command.ts';
import { download } from '../download.ts';
import { EXIT, misuse } from '../failure.ts';
import { queryOf } from '../query.ts';
import { jobId } from '../references.ts';

const FORMATS = {
  html: { route: 'report', accept: 'text/html', text: false },
  card: { route: 'model-card', accept: 'text/markdown', text: true },
  metrics: { route: 'metrics', accept: 'application/openmetrics-text', text: true },
} as const;

export const report: Command = {
  does: 'the report of a job, a page to read and print',
  help: `provable report JOB -o FILE

  -o, --out FILE    - is standard output
  --format FORMAT   html: the page, all in one file. card: a fragment of a model
                    card for Hugging Face. metrics: OpenMetrics lines
  --preliminary     html also of a job that has not ended: the page says so
  --delta DELTA     1 − confidence of what is said of all samples at once, 0.001`,
  options: {
    out: { type: 'string', short: 'o' },
    format: { type: 'string' },
    preliminary: { type: 'boolean' },
    delta: { type: 'string' },
  },
  async run(context) {
    const { args } = context;
    const id = jobId(args.operands('JOB')[0]!);
    const format = args.text('format') ?? 'html';
    if (!isFormat(format)) throw misuse(`--format is html, card or metrics, not ${format}`);
    const query = queryOf(args, ['delta']);
    if (args.flag('preliminary')) query.set('preliminary', 'true');
    const { route, accept, text } = FORMATS[format];
    const path = `/v1/jobs/${id}/${route}?${query.toString()}`;
    const { file, bytes } = await download(context, { path, accept, text }, args.text('out'));
    if (file !== null) await context.tell.answer({ file, bytes }, `${file}: ${bytes} bytes`);
    return EXIT.done;
  },
};

const isFormat = (name: string): name is keyof typeof FORMATS => Object.hasOwn(FORMATS, name);
