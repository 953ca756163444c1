import { certifierOf, METHOD_SETTLED } from '../certify/certifiers/index.ts';
import { isWhole, specificationOf } from './comparison/ground.ts';
import { Refusal } from './errors.ts';
import type { Subject } from '../certify/certificate/facts.ts';
import { stoppedEarly, type Job } from './job.ts';
import { normLabel, wellFormed } from './labels.ts';
import type { Records } from './ports.ts';
import type { Summary } from './provable.ts';
import { changeUpTo, symbolOf } from './report/change.ts';
import { isImage } from './report/picture.ts';
import { percent, printed } from './report/printed.ts';
import { findSubject } from './subject.ts';
import { summaryOf } from './summary.ts';
import { yaml, type Yaml } from './yaml.ts';

/** What a card says besides numbers. */
export interface CardSubject {
  readonly model: string;
  readonly dataset: string;
  /** Of the method. */
  readonly title: string;
  /** Whether samples are images. */
  readonly image: boolean;
  readonly caveats: readonly string[];
  /** Where this service is reached: `https://host`. */
  readonly origin: string;
}

/** The card of a job in the records; ids stand for the names of what was removed since. Refusal('job_not_succeeded') of others. */
export async function modelCard(
  records: Pick<Records, 'rows' | 'carried' | 'model' | 'dataset'>,
  job: Job,
  origin: string,
): Promise<string> {
  assertWhole(job);
  const found = job.subject ?? (await findSubject(records, job));
  const summary = await summaryOf(records, job);
  return modelCardOf(job, summary, {
    model: found ? found.model.name : job.model_id,
    dataset: found ? found.dataset.name : job.dataset_id,
    title: certifierOf(METHOD_SETTLED.parse(job.method)).title,
    image: found !== null && isImage(found.dataset.shape),
    caveats: caveatsOf(job, summary, found),
    origin,
  });
}

/** What somebody must know who reads the card alone. */
function caveatsOf(job: Job, summary: Summary, subject: Subject | null): string[] {
  const { guarantee, norm, clean_accuracy: labelled, abstained, undecided } = summary;
  return [
    guarantee.confidence === undefined
      ? ''
      : `By itself each certificate holds with confidence ${guarantee.confidence}.`,
    guarantee.arithmetic === 'real'
      ? 'Certificates speak of the network in exact arithmetic, not of a program that runs it.'
      : '',
    norm === null
      ? ''
      : `Certificates speak of changes in ${symbolOf(norm, guarantee.p)} and of nothing else: not of rotations, other norms or other inputs.`,
    abstained + undecided > 0
      ? 'A sample without a certificate is not shown to be fragile: nothing was proved of it, and it counts against the model.'
      : '',
    labelled === null ? 'The data have no labels: nothing here says whether an answer is right.' : '',
    subject !== null && job.total < subject.dataset.count
      ? `These are ${job.total} of the ${subject.dataset.count} samples of the dataset, chosen by whoever submitted the job.`
      : '',
    'Shares are of these samples. Of other inputs they say something only if the samples are a random draw of them, and the model was not chosen by the result.',
  ].filter((sentence) => sentence !== '');
}

function assertWhole(job: Job): void {
  if (isWhole(job)) return;
  const { id, status, done, total } = job;
  const early = stoppedEarly(job);
  const how = early ? 'its gate was decided' : `it is ${status}`;
  const standing = `${how}, with ${done} of ${total} samples done`;
  const message = `The job "${id}" has no model card, for a card speaks of all samples: ${standing}`;
  if (early) throw new Refusal('job_stopped_early', message);
  throw new Refusal('job_not_succeeded', message, [{ code: `job_${status}`, message: standing }]);
}

/**
 * A fragment of a Hugging Face model card: metadata with a `model-index` (huggingface/hub-docs, modelcard.md), and a section to
 * read. `verified` is left out of the metadata, for there it says that Hugging Face itself made the evaluation; what can be checked
 * is the certificate, at `source.url`, and the digests. Of a job that has succeeded with all of its samples.
 */
export function modelCardOf(job: Job, summary: Summary, subject: CardSubject): string {
  return `---\n${yaml({ 'model-index': [indexOf(job, summary, subject)] })}---\n\n${sectionOf(job, summary, subject)}`;
}

const certificateOf = ({ id }: Job, { origin }: CardSubject): string => `${origin}/v1/jobs/${id}/certificate`;

function indexOf(job: Job, summary: Summary, subject: CardSubject): Yaml {
  const { offset, stride } = job.samples;
  return {
    name: subject.model,
    results: [
      {
        task: subject.image
          ? { type: 'image-classification', name: 'Image classification' }
          : { type: 'tabular-classification', name: 'Classification' },
        dataset: {
          type: slug(subject.dataset),
          name: subject.dataset,
          args: { digest: job.dataset_digest, samples: job.total, offset, stride },
        },
        metrics: metricsOf(job, summary),
        source: { name: `Provable certificate of ${job.id}`, url: certificateOf(job, subject) },
      },
    ],
  };
}

function metricsOf(job: Job, summary: Summary): Yaml[] {
  const specification = specificationOf(job);
  const { norm, p } = specification;
  const { statement, samples } = summary;
  const share = (value: number | null, metric: { [key: string]: Yaml }): Yaml[] =>
    value === null ? [] : [{ ...metric, value }];
  const at = (radius: number) => `at ${norm ? symbolOf(norm, p) : ''} radius ${printed(radius)}`;
  const args = { norm: normLabel(specification), method: job.method.name, model_digest: job.model_digest };
  const curve = summary.certified_accuracy.flatMap(({ radius, value, proved, certified }) => [
    ...share(value, {
      type: 'certified_accuracy',
      name: `Certified accuracy ${at(radius)}`,
      args: { ...args, radius },
    }),
    ...(value === null
      ? share(samples > 0 ? certified / samples : null, {
          type: 'certified_share',
          name: `Share certified ${at(radius)}, right or not`,
          args: { ...args, radius },
        })
      : []),
    ...(statement.confidence === null
      ? []
      : share(proved, {
          type: 'proved_accuracy',
          name: `Certified accuracy ${at(radius)}, proved of all samples at once`,
          args: { ...args, radius, confidence: statement.confidence },
        })),
  ]);
  return [
    ...share(summary.clean_accuracy, {
      type: 'accuracy',
      name: 'Clean accuracy of the certified classifier',
      args,
    }),
    ...share(summary.base_accuracy, { type: 'accuracy', name: 'Clean accuracy of the plain model' }),
    ...share(summary.average_certified_radius, {
      type: 'average_certified_radius',
      name: `Average certified radius (${norm ? symbolOf(norm, p) : 'none'})`,
      args,
    }),
    ...curve,
    ...share(samples > 0 ? (summary.abstained + summary.undecided + summary.falsified) / samples : null, {
      type: 'unproved_share',
      name: 'Share of the samples of which nothing is proved',
      args,
    }),
  ];
}

function sectionOf(job: Job, summary: Summary, subject: CardSubject): string {
  const { norm, guarantee, statement, certified_accuracy: points } = summary;
  const labelled = summary.clean_accuracy !== null;
  const certificate = certificateOf(job, subject);
  const what = `${text(subject.title)} of ${text(subject.model)} on ${job.total} samples of ${text(subject.dataset)}`;
  const table =
    norm === null || points.length === 0
      ? []
      : [
          `| Radius (${text(symbolOf(norm, guarantee.p))}) | ${labelled ? 'Right and certified' : 'Certified'} | Proved |`,
          '|---:|---:|---:|',
          ...points.map(
            ({ radius, value, proved, certified }) =>
              `| ${printed(radius)} | ${percent(value ?? certified / summary.samples)} | ${proved === null ? '–' : percent(proved)} |`,
          ),
          '',
          `A sample counts at a radius r when ${labelled ? 'the answer is right and' : 'the answer'} is certified to stay under ` +
            `${text(changeUpTo('r', norm, guarantee))}. ${text(statement.text)}`,
          '',
        ];
  return [
    '## Certified robustness',
    '',
    `${what}.${labelled ? ` Clean accuracy ${percent(summary.clean_accuracy)}.` : ''}`,
    '',
    ...table,
    ...subject.caveats.map((caveat) => `- ${text(caveat)}`),
    '',
    `Signed certificate: <${certificate}>`,
    '',
    `- model \`${job.model_digest}\``,
    ...(job.denoiser_digest === null ? [] : [`- denoiser in front of it \`${job.denoiser_digest}\``]),
    `- data \`${job.dataset_digest}\``,
    '',
  ].join('\n');
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/** Text as Markdown shows it as it is: on one line, with no character that means anything. */
export const text = (written: string): string =>
  wellFormed(written)
    .replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
    .replace(/[&<>]/g, (one) => ENTITIES[one]!)
    .replace(/[\\`*_{}[\]()#+!|~]/g, '\\$&')
    .replace(/\b(https?|ftp|www)(?=[:.])/gi, '$1\u200b');

/** What a hub calls a dataset: lower case, digits and dashes. */
const slug = (name: string): string =>
  name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 96) || 'dataset';
