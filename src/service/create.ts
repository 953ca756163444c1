import { Readable } from 'node:stream';
import { openDatasets, openModels } from './admission.ts';
import { openCapability } from './capability.ts';
import { openCertificates } from './certificate.ts';
import { compare } from './comparison/comparison.ts';
import { dispatch } from './dispatch.ts';
import { Refusal } from './errors.ts';
import { prepareExtension } from './extension.ts';
import { gateStandings } from './gate.ts';
import type { Job } from './job.ts';
import { isTerminal } from './job.ts';
import type { Intake } from './lifecycle.ts';
import { modelCard } from './model-card.ts';
import { modelHistoryOf } from './model-history.ts';
import { openMetrics } from './openmetrics.ts';
import { planChunks } from './plan.ts';
import type { Provable } from './provable.ts';
import { reportOf } from './report/report.ts';
import { resultsOf } from './results.ts';
import { stop } from './settle.ts';
import { openShelf } from './shelf.ts';
import type { Shelf } from './shelf.ts';
import { findSubject } from './subject.ts';
import type { Submission } from './submission.ts';
import { prepare } from './submission.ts';
import { summaryOf } from './summary.ts';
import { follow, waitForEnd } from './watch.ts';

/** Commits a submission: the job exists once this resolves, whatever becomes of the queue. */
async function commit(intake: Intake, shelf: Shelf, submission: Submission): Promise<Job> {
  const { records, blobs, limits, newId } = intake;
  const { inline } = submission;
  const stored = inline && (await shelf.put(Readable.from(inline.pieces), limits.datasetBytes));
  try {
    const fresh = inline && !(await records.addDataset(inline.dataset)).known;
    const subject = await findSubject(records, submission.job);
    const job: Job = { ...submission.job, id: newId('job'), ...(subject && { subject }) };
    if (!(await blobs.has(job.dataset_digest)))
      throw new Refusal('dataset_unknown', 'The dataset was just deleted');
    const added = await records.addJob(job, planChunks(job.id, submission.chunkSizes));
    if (added !== 'added') {
      if (fresh) await records.removeDataset(inline.dataset.id);
      throw added === 'denoiser_unknown' ? denoiserGone(job) : new Refusal(added);
    }
    intake.log.info({ job: job.id, samples: job.total, method: job.method.name }, 'job accepted');
    await dispatch(intake, job.id);
    return job;
  } finally {
    if (stored) await shelf.release(stored);
  }
}

/** As of one that was not there when the request was judged. The body of an extension names none. */
function denoiserGone({ denoiser_id, extends: before }: Job): Refusal {
  const message = `the denoiser "${denoiser_id}" was just deleted`;
  const pointer = before === null ? { pointer: '/method/denoiser' } : {};
  return new Refusal('request_invalid', undefined, [{ code: 'denoiser_unknown', message, ...pointer }]);
}

async function cancel(intake: Intake, id: string, job: Job): Promise<Job> {
  if (job.status === 'canceled') return job;
  if (isTerminal(job.status)) throw new Refusal('job_ended', `The job has already ended: ${job.status}`);
  const after = await stop(intake, id, 'canceled', null);
  return after ?? job;
}

async function unready({ records, queue }: Intake): Promise<Readonly<Record<string, string>>> {
  const parts = { records, queue };
  const asked = Object.entries(parts).map(async ([name, part]) => {
    const fault = await part.ping().then(
      () => null,
      (error: unknown) => (error instanceof Error ? error.message : String(error)),
    );
    return [name, fault] as const;
  });
  const answers = await Promise.all(asked);
  return Object.fromEntries(answers.filter((answer): answer is [string, string] => answer[1] !== null));
}

/** The service, over its ports. */
export function createProvable(intake: Intake): Provable {
  const { records, limits } = intake;
  const shelf = openShelf(intake.blobs, records);
  const capability = openCapability(intake);
  const certificates = openCertificates(records, intake.signer);
  const job = async (id: string): Promise<Job> => {
    const found = await records.job(id);
    if (!found) throw new Refusal('job_unknown', `There is no job "${id}"`);
    return found;
  };
  return {
    store: (kind, source) => shelf.put(source, kind === 'model' ? limits.modelBytes : limits.datasetBytes),
    discard: (stored) => shelf.release(stored),
    ...openModels(intake, shelf, capability),
    ...openDatasets(intake, shelf),
    submit: async (body) => commit(intake, shelf, await prepare(intake, capability, body)),
    estimate: async (body) => (await prepare(intake, capability, body)).estimate,
    extend: async (id, body) => commit(intake, shelf, await prepareExtension(intake, await job(id), body)),
    estimateExtension: async (id, body) => (await prepareExtension(intake, await job(id), body)).estimate,
    job,
    jobs: (query) => records.jobs(query),
    wait: (id, seconds, signal) => waitForEnd(intake, id, seconds, signal),
    cancel: async (id) => cancel(intake, id, await job(id)),
    async rows(id, after, limit) {
      return resultsOf(records, await job(id), after, limit);
    },
    summary: async (id, query) => summaryOf(records, await job(id), query),
    report: async (id, query) => reportOf(intake, await job(id), query),
    async gate(id) {
      const standings = gateStandings(await job(id));
      if (!standings) throw new Refusal('gate_unknown', `The job "${id}" was submitted without a gate`);
      return standings;
    },
    compare: (ids, query) => compare(intake, ids, query),
    comparison: async (ids, query) => intake.renderComparison(await compare(intake, ids, query)),
    modelHistory: (id, query) => modelHistoryOf(records, id, query),
    modelCard: async (id, origin) => modelCard(records, await job(id), origin),
    metrics: async (id) => openMetrics(records, await job(id)),
    certificate: async (id) => certificates.issue(await job(id)),
    outcomes: async (id) => certificates.outcomes(await job(id)),
    holds: (digest) => records.namesBlob(digest),
    signingKeys: () => intake.signer.keys,
    async history(id, afterSeq, limit) {
      await job(id);
      return records.events(id, afterSeq, limit);
    },
    events: (id, afterSeq, signal) => follow(intake, id, afterSeq, signal),
    async deliveries(id) {
      await job(id);
      return records.deliveries(id);
    },
    unready: () => unready(intake),
  };
}
