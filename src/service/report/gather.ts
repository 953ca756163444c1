import { wordingOf } from '../../certify/certificate/claims/index.ts';
import { OutcomeLedger } from '../../certify/certificate/ledger.ts';
import { certifierOf, METHOD_SETTLED } from '../../certify/certifiers/index.ts';
import type { MethodSettled } from '../../certify/certifiers/index.ts';
import { RadiusTally } from '../../certify/radius-tally.ts';
import { RunningSummary } from '../../certify/summary.ts';
import { factsOf } from '../certificate.ts';
import { stoppedEarly, type Job, type Row } from '../job.ts';
import type { Clock, Records } from '../ports.ts';
import type { Result } from '../provable.ts';
import { eachResult } from '../results.ts';
import { findSubject } from '../subject.ts';
import { caveatsOf } from './caveats.ts';
import { ClassTally } from './class-tally.ts';
import { curveRadii } from './curve.ts';
import { Extremes } from './extremes.ts';
import type { OpenSamples, ReportFacts, SampleReader, Shown } from './facts.ts';
import { headlineOf } from './headline.ts';
import { Hesitations } from './hesitations.ts';
import { histogramOf } from './histogram.ts';
import { isImage, lookOf } from './picture.ts';
import { referenceRadius } from './reference.ts';
import { byStrength, fromStrongest } from './strength.ts';
import { subjectOf } from './subject.ts';

interface Sources {
  readonly records: Pick<Records, 'rows' | 'carried' | 'model' | 'dataset'>;
  readonly openSamples: OpenSamples;
  readonly clock: Pick<Clock, 'after'>;
}

/** Samples of each kind that are shown. */
const SHOWN = 10;

/** Pairs of classes that are kept of those between which nothing was proved: more than a table shows. */
const MOST_PAIRS = 400;

/** Rows that are read before others get their turn. */
const AT_ONCE = 500;

/** All that a report says of a job, from one pass over its results, of which none is held but those that are shown. */
export async function gatherReport(
  { records, openSamples, clock }: Sources,
  { webhook: _, ...job }: Job,
  delta?: number,
): Promise<ReportFacts> {
  const method = METHOD_SETTLED.parse(job.method);
  const certifier = certifierOf(method);
  const model = await records.model(job.model_id);
  const subject = job.subject ?? (await findSubject(records, job));
  const pass = new Pass();
  let read = 0;
  for await (const result of eachResult(records, { ...job, webhook: null }, AT_ONCE)) {
    pass.add(result);
    if (++read % AT_ONCE === 0) await new Promise<void>((resolve) => clock.after(0, resolve));
  }

  const state = (radii?: readonly number[]) =>
    pass.summary.state(certifier.guarantee(method), { radii, planned: job.total, delta });
  const standard = certifier.radii?.(method) ?? undefined;
  const first = state(standard);
  const radius = referenceRadius(first.certified_accuracy, first.samples, targetOf(method));
  const summary = withPoint(first, radius, state);
  const noun = subject && isImage(subject.dataset.shape) ? 'image' : 'sample';
  const range = model?.declared.domain ?? (await records.dataset(job.dataset_id))?.facts.range ?? [0, 1];
  const told = {
    noun,
    subject: subjectOf(method, subject && subject.model.name),
    task: taskOf(method),
  } as const;
  const facts =
    subject && job.provenance && first.samples > 0 ? factsOf(job, subject, pass.ledger, summary) : null;
  return {
    job,
    method: { title: certifier.title, reference: certifier.reference },
    model: subject && subject.model,
    denoiser: subject && subject.denoiser,
    dataset: subject && subject.dataset,
    classes: model && model.declared.classes,
    noun,
    headline: headlineOf(summary, radius, told),
    summary,
    curve: summary.norm === null ? [] : state(curveRadii(pass.right, pass.wrong)).certified_accuracy,
    histogram: summary.certified === 0 ? [] : histogramOf(pass.right, pass.wrong, summary.norm),
    by_class: pass.classes.rows(radius ?? 0),
    hesitations: pass.hesitations.list().slice(0, MOST_PAIRS),
    hesitation_pairs: pass.hesitations.pairs,
    ...(await shown(pass, job, openSamples, range)),
    claim: facts && wordingOf(facts).claim(facts),
    outcomes: job.status === 'succeeded' && !stoppedEarly(job) ? pass.ledger.outcomes().digest : null,
    caveats: [...caveatsOf(job, summary, subject), ...(facts ? wordingOf(facts).caveats(facts) : [])],
  };
}

/** What is kept of the results while they pass. */
class Pass {
  readonly summary = new RunningSummary();
  readonly ledger = new OutcomeLedger();
  /** Radii of certificates of the labelled class, or of all where there are no labels; and those of other classes. */
  readonly right = new RadiusTally();
  readonly wrong = new RadiusTally();
  readonly classes = new ClassTally();
  readonly hesitations = new Hesitations();
  readonly weakest = new Extremes<Row>(SHOWN, byStrength);
  readonly strongest = new Extremes<Row>(SHOWN, fromStrongest);
  readonly mistakes = new Extremes<Row>(SHOWN, fromStrongest);

  add(result: Result): void {
    this.summary.add(result);
    this.ledger.add(result);
    this.classes.add(result);
    this.hesitations.add(result);
    this.weakest.add(result);
    const { verdict, radius, correct, label } = result;
    const mistaken = label !== null && correct !== true;
    if (verdict === 'certified' && radius !== null) (mistaken ? this.wrong : this.right).add(radius);
    if (verdict !== 'certified' && verdict !== 'predicted') return;
    (mistaken ? this.mistakes : this.strongest).add(result);
  }
}

/** The summary with a point at the radius that is spoken of. */
function withPoint(
  summary: ReportFacts['summary'],
  radius: number | null,
  state: (radii: readonly number[]) => ReportFacts['summary'],
): ReportFacts['summary'] {
  const radii = summary.certified_accuracy.map((point) => point.radius);
  if (radius === null || radii.includes(radius)) return summary;
  return state([...radii, radius].sort((a, b) => a - b));
}

async function shown(
  { weakest, strongest, mistakes }: Pass,
  job: Pick<Job, 'dataset_digest'>,
  openSamples: OpenSamples,
  range: readonly [number, number],
): Promise<Pick<ReportFacts, 'weakest' | 'strongest' | 'mistakes'>> {
  const samples = await openSamples(job.dataset_digest);
  try {
    return {
      weakest: await looksAt(weakest.items, samples, range),
      strongest: await looksAt(strongest.items, samples, range),
      mistakes: await looksAt(mistakes.items, samples, range),
    };
  } finally {
    await samples?.close();
  }
}

/** One after the other: samples may be large. */
async function looksAt(
  rows: readonly Row[],
  samples: SampleReader | null,
  range: readonly [number, number],
): Promise<readonly Shown[]> {
  const looks: Shown[] = [];
  for (const row of rows) {
    const look = samples && lookOf(await samples.values(row.index), samples.shape, range);
    looks.push({ row, look });
  }
  return looks;
}

const taskOf = (method: MethodSettled): 'certify' | 'predict' =>
  'task' in method && method.task === 'predict' ? 'predict' : 'certify';

const targetOf = (method: MethodSettled): number | null =>
  ('target' in method && method.target?.radius) || null;
