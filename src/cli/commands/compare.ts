import type { Command } from '../command.ts';
import { download } from '../download.ts';
import { EXIT, misuse } from '../failure.ts';
import { queryOf } from '../query.ts';
import { jobId } from '../references.ts';
import { columns, wrapped } from '../table.ts';

export const compare: Command = {
  does: 'set jobs over the same samples beside each other',
  help: `provable compare JOB JOB [JOB …]

  --radii R,R,…     radii to compare at; else those that follow from the methods
  --delta DELTA     1 − confidence of what is said of all samples at once, 0.001
  --confidence C    that a finding about other inputs needs, 0.95
  -o, --out FILE    the comparison as a page (HTML); with --json as JSON

both, first only, …: how many of the samples are certified that far by which.
more of other inputs: which job's model would certify more of them, if the
samples are a random draw; open where they do not tell.`,
  options: {
    radii: { type: 'string' },
    delta: { type: 'string' },
    confidence: { type: 'string' },
    out: { type: 'string', short: 'o' },
  },
  async run(context) {
    const { args, service, tell } = context;
    const ids = args.positionals.map(jobId);
    if (ids.length < 2) throw misuse('name two jobs at least');
    const query = queryOf(args, ['radii', 'delta', 'confidence']);
    query.set('jobs', ids.join(','));
    const path = `/v1/compare?${query.toString()}`;
    const out = args.text('out');
    if (out === undefined) {
      const found = await service.json<ComparisonView>(path);
      await tell.answer(found, ...described(found));
      return EXIT.done;
    }
    const accept = tell.json ? 'application/json' : 'text/html';
    const { file, bytes } = await download(context, { path, accept, text: tell.json }, out);
    if (file !== null) await tell.answer({ file, bytes }, `${file}: ${bytes} bytes`);
    return EXIT.done;
  },
};

interface ComparisonView {
  readonly norm: string;
  readonly samples: { readonly count: number };
  readonly pairs: readonly {
    readonly first: string;
    readonly second: string;
    readonly findings: readonly {
      readonly radius: number;
      readonly both: number;
      readonly first_only: number;
      readonly second_only: number;
      readonly neither: number;
      readonly more: 'first' | 'second' | null;
    }[];
  }[];
  readonly test: { readonly text: string };
  readonly caveats: readonly string[];
}

const HEADINGS = ['both', 'first only', 'second only', 'neither', 'more of other inputs'];

function described({ norm, samples, pairs, test, caveats }: ComparisonView): readonly string[] {
  const tables = pairs.flatMap(({ first, second, findings }) => {
    const rows = findings.map((one) => [
      one.radius,
      one.both,
      one.first_only,
      one.second_only,
      one.neither,
      one.more ?? 'open',
    ]);
    const table = columns([`radius (${norm})`, ...HEADINGS], rows).map((line) => `  ${line}`);
    return [`first   ${first}`, `second  ${second}`, ...table, ''];
  });
  return [
    `${samples.count} samples, each certified that far by`,
    ...tables,
    ...[test.text, ...caveats].flatMap((text) => wrapped(text)),
  ];
}
