import type { Command } from '../command.ts';
import { EXIT, misuse } from '../failure.ts';
import { multipart } from '../multipart.ts';
import { columns } from '../table.ts';

/** Findings that a true claim does not lead to. */
const CONTRADICTIONS = ['off_ladder', 'above_top', 'count_differs'];

export const audit: Command = {
  does: 'can the radii of a published log be what it claims?',
  help: `provable audit LOG --n N --alpha ALPHA --sigma SIGMA

LOG is a table (tabs or commas) with the columns idx, label, predict, radius and
correct; the results of a job, as CSV, are one too. Exit code 1 when a row
contradicts the claim.

  --n N            draws of a sample, as claimed
  --alpha ALPHA    one-sided level, as claimed
  --sigma SIGMA    standard deviation of the noise, as claimed
  --selection      the rows are chosen ones: gaps in idx are not missing rows`,
  options: {
    n: { type: 'string' },
    alpha: { type: 'string' },
    sigma: { type: 'string' },
    selection: { type: 'boolean' },
  },
  async run({ args, service, tell }) {
    const path = args.operands('LOG')[0]!;
    const claim = { n: args.whole('n', 1), alpha: args.number('alpha'), sigma: args.number('sigma') };
    const missing = Object.entries(claim).find(([, value]) => value === undefined);
    if (missing) throw misuse(`--${missing[0]} is missing: say what the log claims`);
    const metadata = { ...claim, ...(args.flag('selection') && { selection: true }) };
    const body = await multipart(metadata, [{ name: 'file', path }]);
    const found = await service.json<AuditView>('/v1/audits', { method: 'POST', body });
    await tell.answer(found, ...described(found));
    return contradictions(found) > 0 ? EXIT.no : EXIT.done;
  },
};

interface AuditView {
  readonly summary: {
    readonly rows: number;
    readonly findings: Readonly<Record<string, number>>;
    readonly correct_wrong: number;
    readonly surprise: number;
  };
  readonly explanations: readonly {
    readonly parameter: string;
    readonly value: number;
    readonly misfits: number;
  }[];
}

const contradictions = ({ summary }: AuditView): number =>
  CONTRADICTIONS.reduce((sum, name) => sum + (summary.findings[name] ?? 0), summary.correct_wrong);

function described(found: AuditView): readonly string[] {
  const { rows, findings, correct_wrong: wrong, surprise } = found.summary;
  const against = contradictions(found);
  const counts = Object.entries({ ...findings, correct_wrong: wrong }).filter(([, count]) => count > 0);
  return [
    against > 0
      ? `${against} contradictions in ${rows} rows`
      : `${rows} rows, none of which contradicts the claim`,
    ...columns(['finding', 'rows'], counts).map((line) => `  ${line}`),
    `  surprise  ${surprise} bits`,
    ...found.explanations.map(
      ({ parameter, value, misfits }) => `  ${parameter} = ${value} would leave ${misfits} rows unexplained`,
    ),
  ];
}
