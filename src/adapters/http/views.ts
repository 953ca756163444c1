import type { Dataset } from '../../service/dataset/dataset.ts';
import type { Delivery, Job, JobEvent } from '../../service/job.ts';
import { roleOf, type Model } from '../../service/model/model.ts';
import type { Page } from '../../service/ports.ts';
import { conditionOf, gateStandings, type GateStandings } from '../../service/gate.ts';
import type { Estimate, MethodSupport, Summary } from '../../service/provable.ts';
import type { DatasetView } from './schemas/dataset.ts';
import type { DeliveryView } from './schemas/delivery.ts';
import type { EventView } from './schemas/event.ts';
import type { GateView } from './schemas/gate.ts';
import type { EstimateView, JobView } from './schemas/job.ts';
import type { ModelView } from './schemas/model.ts';
import type { SummaryView } from './schemas/summary.ts';

/** A record as clients see it: every field is named here, so that nothing is shown by accident. */
export function modelView(model: Model, support: Readonly<Record<string, MethodSupport>>): ModelView {
  const { declared, facts } = model;
  return {
    id: model.id,
    digest: model.digest,
    name: declared.name,
    role: roleOf(facts),
    size: model.size,
    opset: facts.opset,
    parameters: facts.parameters,
    inputs: facts.inputs.map((port) => ({ ...port, shape: [...port.shape] })),
    outputs: facts.outputs.map((port) => ({ ...port, shape: [...port.shape] })),
    operators: { ...facts.operators },
    sample_shape: [...facts.sample_shape],
    class_count: facts.classes,
    domain: declared.domain && [...declared.domain],
    grid: declared.grid,
    classes: declared.classes && [...declared.classes],
    layout: declared.layout,
    fixed_batch: facts.fixed_batch,
    batch: facts.batch,
    rate: facts.rate,
    notes: [...facts.notes],
    methods: Object.fromEntries(Object.entries(support).map(([name, one]) => [name, supportView(one)])),
    created_at: model.created_at,
    links: { self: `/v1/models/${model.id}` },
  };
}

const supportView = ({ supported, reasons }: MethodSupport) =>
  supported ? { supported } : { supported, reasons: [...reasons] };

export function datasetView(dataset: Dataset): DatasetView {
  const { declared, facts } = dataset;
  return {
    id: dataset.id,
    digest: dataset.digest,
    name: declared.name,
    size: dataset.size,
    format: facts.format,
    count: facts.count,
    shape: [...facts.shape],
    range: [...facts.range],
    grid: facts.grid,
    labels: { ...facts.labels },
    scale: declared.scale,
    layout: declared.layout,
    parts: dataset.parts.map(({ part, filename, digest, size }) => ({ part, filename, digest, size })),
    created_at: dataset.created_at,
    links: { self: `/v1/datasets/${dataset.id}` },
  };
}

/** `now`: what the time left is reckoned from. */
export function jobView(job: Job, now: Date): JobView {
  const self = `/v1/jobs/${job.id}`;
  return {
    id: job.id,
    extends: job.extends,
    status: job.status,
    progress: { done: job.done, total: job.total, eta_seconds: secondsLeft(job, now) },
    model: job.model_id,
    dataset: job.dataset_id,
    denoiser: job.denoiser_id,
    model_digest: job.model_digest,
    dataset_digest: job.dataset_digest,
    denoiser_digest: job.denoiser_digest,
    method: job.method,
    seed: job.seed,
    seed_source: job.seed_source,
    samples: { ...job.samples },
    stopping: job.stopping,
    created_at: job.created_at,
    started_at: job.started_at,
    finished_at: job.finished_at,
    deadline: job.deadline,
    error: job.error && errorView(job.error),
    webhook: job.webhook && { url: job.webhook.url },
    metadata: { ...job.metadata },
    gate: gateView(gateStandings(job)),
    provenance: job.provenance && provenanceView(job.provenance),
    links: {
      self,
      results: `${self}/results`,
      summary: `${self}/summary`,
      ...(job.gate && { gate: `${self}/gate` }),
      report: `${self}/report`,
      certificate: `${self}/certificate`,
      events: `${self}/events`,
      cancel: `${self}/cancel`,
      extend: `${self}/extend`,
      deliveries: `${self}/deliveries`,
    },
  };
}

const gateConditionView = (gate: Parameters<typeof conditionOf>[0]) => {
  const { needs, ...rest } = conditionOf(gate);
  return { ...rest, needs: needs && { ...needs } };
};

/** Null for a job without gates. */
export function gateView(standings: GateStandings): GateView;
export function gateView(standings: GateStandings | null): GateView | null;
export function gateView(standings: GateStandings | null): GateView | null {
  if (!standings) return null;
  const { answer, settled, stopped_early, samples, gates } = standings;
  return {
    answer,
    settled,
    stopped_early,
    samples: { ...samples },
    gates: gates.map(({ needs, possible, ...rest }) => ({
      ...rest,
      needs: needs && { ...needs },
      possible: [...possible],
    })),
  };
}

const provenanceView = ({ pair, cpu, ...rest }: NonNullable<Job['provenance']>) => ({
  ...rest,
  ...(cpu && { cpu: { features: cpu.features && [...cpu.features], model: cpu.model } }),
  ...(pair && { pair: { ...pair } }),
});

const errorView = ({ code, message, faults }: NonNullable<Job['error']>) =>
  faults ? { code, message, faults: [...faults] } : { code, message };

/** At the pace so far; null while nothing is known, and once the job has ended. */
function secondsLeft({ status, started_at, done, total }: Job, now: Date): number | null {
  if (status !== 'running' || started_at === null || done === 0) return null;
  const elapsed = Math.max(0, now.getTime() - Date.parse(started_at)) / 1000;
  return Math.round((elapsed / done) * (total - done) * 10) / 10;
}

export const estimateView = (estimate: Estimate): EstimateView => ({
  valid: true,
  method: estimate.method,
  samples: estimate.samples,
  chunks: estimate.chunks,
  forward_passes: estimate.forward_passes,
  runner_seconds: estimate.runner_seconds,
  planning: estimate.planning && planningView(estimate.planning),
  ...(estimate.gate && { gate: estimate.gate.map(gateConditionView) }),
});

const planningView = ({
  least_draws,
  largest_radius,
  expected_draws,
}: NonNullable<Estimate['planning']>) => ({
  least_draws,
  largest_radius,
  expected_draws: expected_draws.map(({ p, draws, runner_seconds }) => ({ p, draws, runner_seconds })),
});

export const summaryView = ({ id, status }: Job, summary: Summary): SummaryView => ({
  job: id,
  status,
  samples: summary.samples,
  running: summary.running,
  clean_accuracy: summary.clean_accuracy,
  base_accuracy: summary.base_accuracy,
  certified: summary.certified,
  predicted: summary.predicted,
  abstained: summary.abstained,
  undecided: summary.undecided,
  falsified: summary.falsified,
  average_certified_radius: summary.average_certified_radius,
  certified_accuracy: summary.certified_accuracy.map((point) => ({ ...point })),
  norm: summary.norm,
  guarantee: guaranteeView(summary.guarantee),
  statement: { ...summary.statement },
  population: { ...summary.population },
  gate: gateView(summary.gate),
  draws: summary.draws && { ...summary.draws },
});

export const guaranteeView = ({ kind, confidence, per, arithmetic, p, channels }: Summary['guarantee']) => ({
  kind,
  ...(confidence !== undefined && { confidence }),
  per,
  arithmetic,
  ...(p !== undefined && { p }),
  ...(channels && { channels: [...channels] }),
});

export const eventView = ({ seq, type, job_id, at, data }: JobEvent): EventView => ({
  seq,
  type,
  job: job_id,
  at,
  data: { ...data },
});

export const deliveryView = (delivery: Delivery): DeliveryView => ({
  id: delivery.id,
  type: delivery.type,
  url: delivery.url,
  status: delivery.status,
  attempts: delivery.attempts.map(({ at, status, error }) => ({ at, status, error })),
  next_attempt_at: delivery.next_attempt_at,
  created_at: delivery.created_at,
});

/** A page of records as a page of views. */
export const pageView = <Record, View>(page: Page<Record>, view: (record: Record) => View) => ({
  data: page.data.map(view),
  has_more: page.next_cursor !== null,
  next_cursor: page.next_cursor,
});
