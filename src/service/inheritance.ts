import type { Outcome } from '../certify/outcome.ts';
import { certifierOf, METHOD_SETTLED } from '../certify/certifiers/index.ts';
import type { Job, Provenance, Row } from './job.ts';
import { chunkIndices } from './plan.ts';
import type { Lease, Records } from './ports.ts';
import { RunnerFailure } from './task.ts';
import type { Carried } from './task.ts';

/** What a job takes over from the one it extends. */
export interface Inheritance {
  /** Rows that stand as they are: more draws would not change them. */
  readonly rows: readonly Row[];
  /** What the other samples go on with, so that no draw is made twice. */
  readonly carried: readonly Carried[];
}

/** `before` and `method`: the same settled method with a smaller and with a larger cap; `rows` are those of the smaller. */
export function inherit(before: Job['method'], method: Job['method'], rows: readonly Row[]): Inheritance {
  const settled = METHOD_SETTLED.parse(method);
  const certifier = certifierOf(settled);
  const rounds = certifier.rounds?.(settled) ?? [];
  const passed = certifier.rounds?.(METHOD_SETTLED.parse(before))?.at(-1) ?? 0;
  const round = rounds.slice(0, -1).filter((limit) => limit <= passed).length;
  const standing: Row[] = [];
  const carried: Carried[] = [];
  for (const row of rows) {
    const carry = certifier.resume?.(settled, outcomeOf(row)) ?? null;
    if (carry === null) standing.push(row);
    else carried.push({ index: row.index, carry, round, interim: row, seconds: row.seconds });
  }
  return { rows: standing, carried };
}

function outcomeOf({ verdict, prediction, norm, radius, reason, evidence }: Row): Outcome {
  return { verdict, prediction, norm, radius, ...(reason !== null && { reason }), evidence };
}

/** What a leased chunk takes over; null for a job that extends no other. `provenance`: what made those rows. */
export async function inheritanceOf(
  records: Pick<Records, 'job' | 'rows'>,
  { job, chunk }: Pick<Lease, 'job' | 'chunk'>,
): Promise<(Inheritance & { readonly provenance: Provenance }) | null> {
  if (job.extends === null) return null;
  const before = await records.job(job.extends);
  if (!before?.provenance) throw new RunnerFailure('task_failed', 'the job that is extended is gone');
  const indices = chunkIndices(job.samples, chunk);
  const rows = await records.rows(before.id, indices[0]! - 1, indices.length);
  return { ...inherit(before.method, job.method, rows), provenance: before.provenance };
}
