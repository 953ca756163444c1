import { certifierOf, METHOD_SETTLED } from '../../certify/certifiers/index.ts';
import { findingsOf, type Allowance } from '../../certify/comparison/finding.ts';
import { addUp } from '../../certify/statistics/rounding.ts';
import type { Summary } from '../../certify/summary.ts';
import { Refusal } from '../errors.ts';
import type { Job } from '../job.ts';
import type { Clock, Records } from '../ports.ts';
import { curveRadii } from '../report/curve.ts';
import { eachResult } from '../results.ts';
import { findSubject } from '../subject.ts';
import { aligned } from './aligned.ts';
import type { Comparison, ComparisonQuery, Side } from './facts.ts';
import { assertComparable, specificationOf } from './ground.ts';
import { radiiOf } from './radii.ts';
import { PairingTally, SideTally } from './tally.ts';
import { caveatsOf, statementOf, testOf } from './words.ts';

interface Sources {
  readonly records: Pick<Records, 'job' | 'rows' | 'carried' | 'model' | 'dataset'>;
  readonly clock: Pick<Clock, 'after'>;
}

/** Samples after which others get their turn. */
const AT_ONCE = 500;

/** That a finding needs where nothing else is asked. */
export const STANDARD_CONFIDENCE = 0.95;

/** The jobs as they are asked for; what keeps them from being compared is refused at once. */
export async function comparedJobs(
  records: Pick<Records, 'job'>,
  ids: readonly string[],
): Promise<readonly Job[]> {
  const found = await Promise.all(ids.map((id) => records.job(id)));
  const faults = ids
    .filter((_, place) => found[place] === null)
    .map((id) => ({ code: 'job_unknown', message: `there is no job "${id}"`, pointer: '#query/jobs' }));
  if (faults.length > 0) {
    throw new Refusal('job_unknown', faults.map(({ message }) => message).join('; '), faults);
  }
  const jobs = found.filter((job) => job !== null);
  assertComparable(jobs);
  return jobs;
}

/** Everything that is said of jobs beside each other, from one pass over the results of all. */
export async function compare(
  { records, clock }: Sources,
  ids: readonly string[],
  { radii: asked = null, delta, confidence = STANDARD_CONFIDENCE }: ComparisonQuery = {},
): Promise<Comparison> {
  const jobs = await comparedJobs(records, ids);
  const [first] = jobs;
  const { norm } = specificationOf(first!);
  const radii = asked ?? radiiOf(jobs, norm!);
  const sides = jobs.map(() => new SideTally());
  const pairs = pairsOf(jobs.length).map(([one, other]) => new PairingTally(one, other, radii));
  let read = 0;
  for await (const rows of aligned(jobs.map((job) => eachResult(records, job, AT_ONCE)))) {
    const reaches = rows.map((row, place) => sides[place]!.add(row));
    for (const pair of pairs) pair.add(rows, reaches);
    if (++read % AT_ONCE === 0) await new Promise<void>((resolve) => clock.after(0, resolve));
  }
  const told = await Promise.all(
    jobs.map((job, place) => sideOf(records, job, sides[place]!, { radii, delta })),
  );
  const findings = findingsOf(
    pairs.map((pair) => ({
      counts: pair.counts(),
      first: allowanceOf(told[pair.first]!.summary),
      second: allowanceOf(told[pair.second]!.summary),
    })),
    addUp(1, -confidence),
  );
  const subject = first!.subject ?? (await findSubject(records, first!));
  const labelled = told.some(({ summary }) => summary.clean_accuracy !== null);
  const source = asked === null ? 'methods' : 'client';
  return {
    sides: told,
    pairs: pairs.map((pair, place) => ({
      first: pair.first,
      second: pair.second,
      findings: findings[place]!,
      further: pair.further,
      less: pair.less,
      ...pair.differences(),
    })),
    radii,
    radii_source: source,
    norm: norm!,
    labelled,
    dataset: {
      id: first!.dataset_id,
      digest: first!.dataset_digest,
      name: subject && subject.dataset.name,
    },
    samples: { offset: first!.samples.offset, stride: first!.samples.stride, count: first!.total },
    statement: statementOf(told),
    test: testOf({ confidence, pairs: pairs.length, radii, source, labelled }),
    caveats: caveatsOf(jobs, told, labelled),
  };
}

/** Each with each, in the order in which they were asked for. */
const pairsOf = (count: number): (readonly [number, number])[] =>
  Array.from({ length: count }, (_, first) =>
    Array.from({ length: count - first - 1 }, (_, i) => [first, first + 1 + i] as const),
  ).flat();

async function sideOf(
  records: Pick<Records, 'model' | 'dataset'>,
  job: Job,
  tally: SideTally,
  { radii, delta }: { readonly radii: readonly number[]; readonly delta: number | undefined },
): Promise<Side> {
  const { id, model_id, model_digest, denoiser_id, denoiser_digest, method, seed, finished_at, provenance } =
    job;
  const subject = job.subject ?? (await findSubject(records, job));
  return {
    job: { id, model_id, model_digest, denoiser_id, denoiser_digest, method, seed, finished_at, provenance },
    name: subject && subject.model.name,
    title: certifierOf(METHOD_SETTLED.parse(method)).title,
    summary: tally.state(job, radii, delta),
    curve: tally.state(job, curveRadii(tally.reaches), delta).certified_accuracy,
  };
}

const allowanceOf = ({ statement }: Summary): Allowance => ({
  most: statement.false_certificates_at_most,
  risk: statement.confidence === null ? 0 : addUp(1, -statement.confidence),
});
