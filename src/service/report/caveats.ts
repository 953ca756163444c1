import { isTerminal, type Job } from '../job.ts';
import type { Summary } from '../../certify/summary.ts';
import { symbolOf } from './change.ts';
import { isMade } from './subject.ts';

type Told = Pick<Job, 'method' | 'status' | 'total' | 'done' | 'seed_source' | 'denoiser_id' | 'dataset_id'>;

/** What a reader must know so as not to take the report for more than it is; each follows from the facts. */
export function caveatsOf(job: Told, summary: Summary): readonly string[] {
  return [...ofProgress(job), ...ofMeaning(job, summary), ...ofChance(job, summary)].filter(
    (text) => text !== '',
  );
}

function ofProgress({ status, total, done }: Told): string[] {
  const missing = `${total - done} of ${total} samples have no final result and count as not certified`;
  if (!isTerminal(status)) return [`This report is preliminary: the job is ${status}, and ${missing}.`];
  return status === 'succeeded' ? [] : [`The job is ${status} and was not finished: ${missing}.`];
}

function ofMeaning({ method, denoiser_id: denoiser }: Told, summary: Summary): string[] {
  const { norm, guarantee, clean_accuracy: labelled } = summary;
  const symbol = norm && symbolOf(norm, guarantee.p);
  return [
    norm
      ? `Certificates speak of changes within their radius in ${symbol} and of nothing else: not of rotations, other norms or other inputs.`
      : '',
    isMade(method)
      ? 'They speak of the classifier that the method makes of the model, not of the plain model: whoever wants their protection must answer with it.'
      : '',
    denoiser ? 'That classifier has a denoiser in front of it, which is part of what is certified.' : '',
    guarantee.channels
      ? 'The radius is multiplied by a factor that depends on the channel (see parameters).'
      : '',
    'A sample without a certificate is not shown to be fragile: nothing was proved of it, and it counts against the model.',
    labelled === null
      ? 'The data have no labels: that an answer is kept says nothing about whether it is right.'
      : 'An answer that is certified need not be right: that is what the labels decide.',
    method.name === 'interval' && guarantee.arithmetic === 'float32'
      ? 'What the engine approximates (exponentials and the like) is allowed for by error bounds that were measured, with a margin: evidence about its kernels, not a proof.'
      : '',
    guarantee.arithmetic === 'real'
      ? 'The arithmetic is exact real arithmetic: roundings of the program as it runs are not covered.'
      : '',
  ];
}

function ofChance({ seed_source: source }: Told, { guarantee, statement, population }: Summary): string[] {
  if (statement.confidence === null) return [statement.text, population.text];
  return [
    `By itself each certificate holds with confidence ${guarantee.confidence}. ${statement.text}`,
    'Rows of the table of classes and single samples are counted: the certificates that may be false could all lie among them.',
    population.text,
    source === 'client'
      ? 'The client chose the seed of the draws: the confidence holds if it was not chosen by its outcome.'
      : '',
  ];
}
