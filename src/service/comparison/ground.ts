import { WORDINGS } from '../../certify/certificate/claims/index.ts';
import type { Certificate } from '../../certify/certificate/schema.ts';
import { METHOD_SETTLED } from '../../certify/certifiers/index.ts';
import type { MethodName, MethodSettled } from '../../certify/certifiers/index.ts';
import type { Wording } from '../../certify/certificate/facts.ts';
import { Refusal, type Fault } from '../errors.ts';
import { stoppedEarly, type Job } from '../job.ts';
import { symbolOf } from '../report/change.ts';

/** The perturbations that a job's radii speak of. */
export function specificationOf(job: Pick<Job, 'method'>): Certificate['specification'] {
  const method = METHOD_SETTLED.parse(job.method);
  const wording: Readonly<Record<MethodName, Wording<MethodSettled>>> = WORDINGS;
  return wording[method.name].specification(method);
}

/**
 * Refuses jobs that cannot be compared: all that keeps them apart at once, both sides shown; then those that are not whole.
 */
export function assertComparable(jobs: readonly Job[]): void {
  const [first, ...others] = jobs;
  if (!first) return;
  const apart = [...jobs.flatMap(withoutRadius), ...others.flatMap((other) => differences(first, other))];
  const unfinished = jobs.filter((job) => !isWhole(job)).map(standing);
  if (apart.length > 0) {
    const message = `These jobs do not speak of the same: ${apart.map((fault) => fault.message).join('; ')}`;
    throw new Refusal('jobs_incomparable', message, [...apart, ...unfinished]);
  }
  if (unfinished.length > 0) {
    const message = `Only jobs that have succeeded with all of their samples are compared: ${unfinished.map((one) => one.message).join('; ')}`;
    throw new Refusal('job_not_succeeded', message, unfinished);
  }
}

const pointer = '#query/jobs';

/** Whether a job has succeeded with all of its samples. */
export const isWhole = (job: Job): boolean => job.status === 'succeeded' && !stoppedEarly(job);

function standing(job: Job): Fault {
  const { id, status, done, total } = job;
  const early = stoppedEarly(job);
  const how = early ? 'ended early, for its gate was decided' : `is ${status}`;
  return {
    code: early ? 'job_stopped_early' : `job_${status}`,
    message: `"${id}" ${how}, with ${done} of ${total} samples done`,
    pointer,
  };
}

function withoutRadius(job: Job): Fault[] {
  if (specificationOf(job).norm !== null) return [];
  const message = `"${job.id}" claims no radius, for its task is to predict`;
  return [{ code: 'radius_missing', message, pointer }];
}

/** What two jobs must share, as it is shown. */
const SHARED: Readonly<Record<string, (job: Job) => string>> = {
  dataset: ({ dataset_id: id, dataset_digest: digest }) => `dataset ${id} (${digest})`,
  samples: ({ samples: { offset, stride }, total }) =>
    `${total} samples from ${offset} on with stride ${stride}`,
  norm: (job) => {
    const { norm, p } = specificationOf(job);
    return norm === null ? 'no norm' : `the norm ${symbolOf(norm, p)}`;
  },
  channels: (job) => {
    const { channels } = specificationOf(job);
    return channels
      ? `radii weighted by channel with ${channels.join(', ')}`
      : 'radii that are the same for all channels';
  },
  perturbations: ({ method }) =>
    method['perturbations'] === 'grid' ? 'perturbed inputs on the grid only' : 'any perturbed inputs',
};

/** By which two jobs are told apart: datasets with the same content are the same, whatever they are called. */
const KEYS: Readonly<Record<string, (job: Job) => string>> = {
  ...SHARED,
  dataset: (job) => job.dataset_digest,
};

function differences(first: Job, other: Job): Fault[] {
  return Object.keys(SHARED)
    .filter((what) => KEYS[what]!(first) !== KEYS[what]!(other))
    .map((what) => ({
      code: `${what}_differ`,
      message: `"${first.id}" is of ${SHARED[what]!(first)}, "${other.id}" of ${SHARED[what]!(other)}`,
      pointer,
    }));
}
