import type { ModelHistory, Version } from '../../service/model-history.ts';
import type { HistoryView } from './schemas/history.ts';
import { guaranteeView } from './views.ts';

/** The line of a model as clients see it. `cursor`: of the place after a job. */
export const historyView = (
  id: string,
  { name, dataset, norm, versions, next }: ModelHistory,
  cursor: (job: string) => string,
): HistoryView => ({
  model: id,
  name,
  dataset: dataset && { ...dataset },
  norm,
  data: versions.map(versionView),
  has_more: next !== null,
  next_cursor: next === null ? null : cursor(next),
});

const versionView = ({ job, summary }: Version): HistoryView['data'][number] => ({
  job: job.id,
  model: job.model_id,
  model_digest: job.model_digest,
  denoiser_digest: job.denoiser_digest,
  method: job.method,
  range: { ...job.samples },
  progress: { done: job.done, total: job.total },
  created_at: job.created_at,
  finished_at: job.finished_at,
  samples: summary.samples,
  clean_accuracy: summary.clean_accuracy,
  average_certified_radius: summary.average_certified_radius,
  certified_accuracy: summary.certified_accuracy.map((point) => ({ ...point })),
  guarantee: guaranteeView(summary.guarantee),
  links: { job: `/v1/jobs/${job.id}`, report: `/v1/jobs/${job.id}/report` },
});
