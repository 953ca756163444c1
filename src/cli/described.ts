import { columns, down, percent, wrapped } from './table.ts';
import type { DatasetView, JobView, ModelView, SummaryView } from './views.ts';

/** What is known of a job, in lines. */
export function describeJob(job: JobView): readonly string[] {
  const { progress, error } = job;
  return [
    `${job.id}  ${job.status}  ${progress.done}/${progress.total} samples`,
    `  ${job.method.name}  model ${job.model}  dataset ${job.dataset}`,
    ...(error ? [`  ${error.code}: ${error.message}`] : []),
    ...(error?.faults ?? []).map(({ code, message }) => `    ${message} [${code}]`),
  ];
}

export function describeModel(model: ModelView): readonly string[] {
  const classes = model.role === 'denoiser' ? '' : `, ${model.class_count} classes`;
  const methods = Object.entries(model.methods).map(([name, { supported, reasons = [] }]) =>
    supported ? `  ${name}: yes` : `  ${name}: no, ${reasons.map(({ message }) => message).join('; ')}`,
  );
  const size = `${model.parameters} parameters`;
  return [
    `${model.id}  ${model.name}`,
    `  ${model.role} of samples [${model.sample_shape.join(', ')}]${classes}, ${size}`,
    ...methods,
    ...model.notes.map((note) => `  note: ${note}`),
  ];
}

export function describeDataset(dataset: DatasetView): readonly string[] {
  const [low, high] = dataset.range;
  return [
    `${dataset.id}  ${dataset.name}`,
    `  ${dataset.count} samples [${dataset.shape.join(', ')}] (${dataset.format}), values ${low} to ${high}`,
  ];
}

/** Radii beyond this many are thinned out: a summary fits a screen. */
const MOST_RADII = 12;

export function describeSummary(summary: SummaryView): readonly string[] {
  const { certified, abstained, undecided, predicted, average_certified_radius: average } = summary;
  const counts = Object.entries({ certified, predicted, abstained, undecided }).filter(
    ([, count]) => count > 0,
  );
  const told = counts.map(([name, count]) => `${count} ${name}`).join(', ') || 'none';
  const points = thinned(summary.certified_accuracy);
  const rows = points.map(({ radius, value, proved }) => [radius, percent(value), percent(proved)]);
  return [
    `${summary.job}  ${summary.status}`,
    `  samples   ${summary.samples}: ${told}`,
    `  accuracy  ${percent(summary.clean_accuracy)}  (the plain model: ${percent(summary.base_accuracy)})`,
    ...(average === null ? [] : [`  average certified radius  ${down(average, 4)}`]),
    '',
    ...columns([`radius (${summary.norm ?? 'none'})`, 'certified', 'proved'], rows).map(
      (line) => `  ${line}`,
    ),
    '',
    ...wrapped(summary.statement.text),
  ];
}

/** From all points, those up to the first at which nothing is left, and of these a dozen. */
function thinned<P extends { readonly value: number | null }>(points: readonly P[]): readonly P[] {
  const empty = points.findIndex(({ value }) => value === 0);
  const live = empty < 0 ? points : points.slice(0, empty + 1);
  const step = Math.ceil(live.length / MOST_RADII);
  return live.filter((_, at) => at % step === 0 || at === live.length - 1);
}
