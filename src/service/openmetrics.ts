import { isWhole, specificationOf } from './comparison/ground.ts';
import { STATUSES, type Job } from './job.ts';
import { normLabel, wellFormed } from './labels.ts';
import type { Records } from './ports.ts';
import type { Summary } from './provable.ts';
import { findSubject } from './subject.ts';
import { summaryOf } from './summary.ts';

type Labels = Readonly<Record<string, string>>;

interface Sample {
  readonly labels?: Labels;
  readonly value: number;
}

interface Family {
  readonly name: string;
  readonly type: 'gauge' | 'info' | 'stateset';
  readonly help: string;
  readonly samples: readonly Sample[];
}

/** Names of what a job is made of, as labels show them. */
export interface MetricNames {
  readonly model: string;
  readonly dataset: string;
}

/** The lines of a job in the records; ids stand for the names of what was removed since. */
export async function openMetrics(
  records: Pick<Records, 'rows' | 'carried' | 'model' | 'dataset'>,
  job: Job,
): Promise<string> {
  const subject = job.subject ?? (await findSubject(records, job));
  return openMetricsOf(job, await summaryOf(records, job), {
    model: subject ? subject.model.name : job.model_id,
    dataset: subject ? subject.dataset.name : job.dataset_id,
  });
}

/**
 * A job as OpenMetrics 1.0 lines, that stay as they are once it has ended. Of a job that is not whole (it runs, failed, or ended
 * early) what is only counted is left out, for a share of some samples would be read as one of all: progress is shown, and what
 * is proved already of all that were planned. Shares are between 0 and 1.
 */
export function openMetricsOf(job: Job, summary: Summary, names: MetricNames): string {
  return `${familiesOf(job, summary, names).map(lines).join('')}# EOF\n`;
}

function familiesOf(job: Job, summary: Summary, { model, dataset }: MetricNames): readonly Family[] {
  const own = { job: job.id, model, dataset, norm: normLabel(specificationOf(job)) };
  const one = (value: number | null): readonly Sample[] => (value === null ? [] : [{ labels: own, value }]);
  const points = summary.certified_accuracy;
  const curve = (of: (point: (typeof points)[number]) => number | null): readonly Sample[] =>
    points.flatMap((point) => {
      const value = of(point);
      return value === null ? [] : [{ labels: { ...own, radius: String(point.radius) }, value }];
    });
  const whole = isWhole(job);
  const { confidence } = summary.guarantee;
  const about = {
    ...own,
    method: job.method.name,
    model_digest: job.model_digest,
    dataset_digest: job.dataset_digest,
    guarantee: summary.guarantee.kind,
    arithmetic: summary.guarantee.arithmetic,
    ...(confidence !== undefined && { confidence: String(confidence) }),
    ...(summary.statement.confidence !== null && {
      joint_confidence: String(summary.statement.confidence),
    }),
  };
  const gauge = (name: string, help: string, samples: readonly Sample[]): Family => ({
    name: `provable_${name}`,
    type: 'gauge',
    help,
    samples,
  });
  return [
    { name: 'provable_job', type: 'info', help: 'What the job is.', samples: [{ labels: about, value: 1 }] },
    {
      name: 'provable_job_status',
      type: 'stateset',
      help: 'How the job stands.',
      samples: STATUSES.map((status) => ({
        labels: { ...own, provable_job_status: status },
        value: status === job.status ? 1 : 0,
      })),
    },
    gauge('samples_planned', 'Samples of the job.', one(job.total)),
    gauge('samples_done', 'Samples with a final result.', one(job.done)),
    gauge(
      'certified_accuracy',
      'Share of the samples that are right and certified at least this far, counted.',
      whole ? curve(({ value }) => value) : [],
    ),
    gauge(
      'certified_share',
      'Share of the samples certified at least this far, right or not, counted.',
      whole && summary.samples > 0 ? curve(({ certified }) => certified / summary.samples) : [],
    ),
    gauge(
      'proved_accuracy',
      'Share of the planned samples that is truly right at least this far, at all radii at once, with the joint confidence.',
      curve(({ proved }) => proved),
    ),
    gauge(
      'clean_accuracy',
      'Share of the samples that the certified classifier gets right.',
      whole ? one(summary.clean_accuracy) : [],
    ),
    gauge(
      'base_accuracy',
      'Share of the samples that the plain model gets right.',
      whole ? one(summary.base_accuracy) : [],
    ),
    gauge(
      'average_certified_radius',
      'Mean of radius where right and certified and 0 elsewhere, rounded down.',
      whole ? one(summary.average_certified_radius) : [],
    ),
    gauge(
      'unproved_samples',
      'Samples of which nothing is proved.',
      whole ? one(summary.abstained + summary.undecided + summary.falsified) : [],
    ),
    gauge(
      'false_certificates_at_most',
      'Certificates of the job that may be false together, with the joint confidence.',
      one(summary.statement.false_certificates_at_most),
    ),
  ];
}

/** A family with its metadata; one without samples is left out. */
function lines({ name, type, help, samples }: Family): string {
  if (samples.length === 0) return '';
  const full = type === 'info' ? `${name}_info` : name;
  return [
    `# TYPE ${name} ${type}`,
    `# HELP ${name} ${escaped(help)}`,
    ...samples.map(({ labels = {}, value }) => `${full}${labelSet(labels)} ${value}`),
  ]
    .map((line) => `${line}\n`)
    .join('');
}

const labelSet = (labels: Labels): string => {
  const pairs = Object.entries(labels).map(([name, value]) => `${name}="${escaped(value)}"`);
  return pairs.length > 0 ? `{${pairs.join(',')}}` : '';
};

const ESCAPES: Readonly<Record<string, string>> = { '\\': '\\\\', '"': '\\"', '\n': '\\n' };

const escaped = (text: string): string =>
  wellFormed(text).replace(/[\\"\n]/g, (character) => ESCAPES[character]!);
