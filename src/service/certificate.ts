import { certificateOf, servedText, signedText } from '../certify/certificate/certificate.ts';
import type { Facts } from '../certify/certificate/facts.ts';
import { OutcomeLedger, outcomeLine } from '../certify/certificate/ledger.ts';
import type { Certificate } from '../certify/certificate/schema.ts';
import { certifierOf, METHOD_SETTLED } from '../certify/certifiers/index.ts';
import type { MethodSettled } from '../certify/certifiers/index.ts';
import { RunningSummary, type Summary } from '../certify/summary.ts';
import { Refusal } from './errors.ts';
import { seedInputs, sha256 } from './identity.ts';
import { isTerminal, stoppedEarly, type Job, type Provenance } from './job.ts';
import type { Records, Signer } from './ports.ts';
import { eachResult } from './results.ts';
import { findSubject } from './subject.ts';

export interface Issued {
  /** As it is served: canonical JSON, in UTF-8. */
  readonly text: string;
  /** The signature alone, detached. */
  readonly signature: string;
}

type Reading = Pick<Records, 'job' | 'rows' | 'carried' | 'model' | 'dataset'>;

/** Makes certificates of jobs that have succeeded. Those made last are kept: a job that has ended never changes. */
export function openCertificates(records: Reading, signer: Signer) {
  const kept = new Map<string, Promise<Issued>>();
  return {
    /** Refusal('job_not_succeeded') says how the job stands; Refusal('certificate_unavailable') what is missing. */
    async issue(job: Job): Promise<Issued> {
      assertSucceeded(job);
      const known = kept.get(job.id);
      if (known) return known;
      const made = issue(records, signer, job);
      kept.set(job.id, made);
      if (kept.size > KEPT) kept.delete(kept.keys().next().value!);
      made.catch(() => kept.delete(job.id));
      return made;
    },

    /** The outcomes whose digest the certificate states, line by line. */
    outcomes(job: Job): AsyncIterable<string> {
      assertSucceeded(job);
      return linesOf(records, job);
    },
  };
}

const KEPT = 8;

async function issue(records: Reading, signer: Signer, job: Job): Promise<Issued> {
  const certificate = certificateOf(await gather(records, job));
  const signature = await signer.sign(Buffer.from(signedText(certificate)), new Date(job.finished_at!));
  return { text: servedText(certificate, signature), signature };
}

function assertSucceeded(job: Job): void {
  const { id, status, done, total } = job;
  if (stoppedEarly(job)) {
    const message = `its gate was decided with ${done} of ${total} samples examined, and a certificate speaks of all of them; submit it with "stop": false`;
    throw new Refusal('job_stopped_early', `The job "${id}" has no certificate: ${message}`);
  }
  if (status === 'succeeded') return;
  const standing = isTerminal(status)
    ? `it has ended as ${status}, with ${done} of ${total} samples done, and a certificate speaks of all of them`
    : `it is ${status}, with ${done} of ${total} samples done; ask again when it has succeeded`;
  const message = `The job "${id}" has no certificate: ${standing}. Its rows so far are at /v1/jobs/${id}/results`;
  throw new Refusal('job_not_succeeded', message, [{ code: `job_${status}`, message: standing }]);
}

async function* linesOf(records: Reading, job: Job): AsyncGenerator<string> {
  for await (const row of eachResult(records, job)) yield outcomeLine(row);
}

/** Rows after which others get their turn: a million of them take seconds, and a store may answer without waiting. */
const BREATH = 500;

/** Reads the rows once, a page at a time. */
async function gather(records: Reading, job: Job): Promise<Facts> {
  const method = METHOD_SETTLED.parse(job.method);
  const ledger = new OutcomeLedger();
  const running = new RunningSummary();
  for await (const row of eachResult(records, job)) {
    ledger.add(row);
    running.add(row);
    if (ledger.rows % BREATH === 0) await new Promise((resolve) => setImmediate(resolve));
  }
  if (ledger.rows !== job.total) throw new Error(`job ${job.id} has ${ledger.rows} rows of ${job.total}`);
  return factsOf(job, await subjectOf(records, job), ledger, summaryOf(running, job, method));
}

/** What is put into words of a job that has rows. */
export function factsOf(
  job: Omit<Job, 'webhook'>,
  subject: Facts['subject'],
  ledger: OutcomeLedger,
  summary: Summary,
): Facts {
  const method = METHOD_SETTLED.parse(job.method);
  return {
    subject,
    samples: job.samples,
    method,
    seed: seedOf(job, method),
    provenance: provenanceOf(job.provenance),
    ledger,
    summary,
  };
}

function summaryOf(running: RunningSummary, job: Job, method: MethodSettled): Summary {
  const certifier = certifierOf(method);
  const radii = certifier.radii?.(method) ?? undefined;
  return running.state(certifier.guarantee(method), { radii, planned: job.total });
}

/** Jobs keep what they were made of; those of older releases only its ids. */
async function subjectOf(records: Reading, job: Job): Promise<Facts['subject']> {
  const subject = job.subject ?? (await findSubject(records, job));
  if (subject) return subject;
  const message =
    'the job was submitted to an older release, which kept nothing of model and data but ids, and one of them was deleted; ' +
    'upload the same file with the same metadata again';
  throw new Refusal('certificate_unavailable', `The job "${job.id}" has no certificate: ${message}`, [
    { code: 'subject_gone', message },
  ]);
}

/** What a derived seed was derived from, where that gives it again. */
function seedOf(
  { seed, seed_source: source, ...job }: Omit<Job, 'webhook'>,
  method: MethodSettled,
): Facts['seed'] {
  const keyed = certifierOf(method).keyed?.(method) ?? method;
  const inputs = seedInputs(job.model_digest, job.dataset_digest, keyed);
  return { value: seed, source, inputs: source === 'derived' && sha256(...inputs) === seed ? inputs : null };
}

function provenanceOf(made: Provenance | null): Certificate['provenance'] {
  if (!made) throw new Error('a job has rows, and nothing that made them');
  const { product, engine, version, provider, threads, optimization, platform, batch, pair, cpu } = made;
  return {
    product: { name: 'provable', version: product },
    ...{ engine, version, provider, threads, optimization, platform, batch },
    ...(pair && { pair: { ...pair } }),
    cpu: cpu ?? null,
  };
}
