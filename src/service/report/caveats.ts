import type { Subject } from '../../certify/certificate/facts.ts';
import type { Summary } from '../../certify/summary.ts';
import { isTerminal, stoppedEarly, type Job } from '../job.ts';
import { symbolOf } from './change.ts';

type Told = Pick<Job, 'status' | 'total' | 'done' | 'seed_source'>;

/** What a reader of any report must know so as not to take it for more than it is; each follows from the facts. */
export function caveatsOf(job: Told, summary: Summary, subject: Subject | null): string[] {
  return [
    ofProgress(job),
    ...ofMeaning(summary),
    ...ofChance(job, summary),
    ofChoice(job, subject),
    summary.population.text,
  ].filter((text) => text !== '');
}

function ofProgress({ status, total, done }: Told): string {
  const missing = `${total - done} of ${total} samples have no final result and count as not certified`;
  if (!isTerminal(status)) return `This report is preliminary: the job is ${status}, and ${missing}.`;
  if (stoppedEarly({ status, total, done }))
    return `The job ended early, when its gate was decided: ${missing}; the shares that are counted speak of the others.`;
  return status === 'succeeded' ? '' : `The job is ${status} and was not finished: ${missing}.`;
}

function ofMeaning({ norm, guarantee, clean_accuracy: labelled, ...summary }: Summary): string[] {
  return [
    norm
      ? `Certificates speak of changes within their radius in ${symbolOf(norm, guarantee.p)} and of nothing else: not of rotations, other norms or other inputs.`
      : '',
    summary.abstained > 0
      ? 'A sample without a certificate is not shown to be fragile: nothing was proved of it, and it counts against the model.'
      : '',
    labelled === null
      ? 'The data have no labels: that an answer is kept says nothing about whether it is right.'
      : 'An answer that is certified need not be right: that is what the labels decide.',
  ];
}

function ofChance({ seed_source: source }: Told, { guarantee, statement }: Summary): string[] {
  if (statement.confidence === null) return [statement.text];
  return [
    `By itself each certificate holds with confidence ${guarantee.confidence}. ${statement.text}`,
    'Rows of the table of classes and single samples are counted: the certificates that may be false could all lie among them.',
    source === 'client'
      ? 'The client chose the seed of the draws: the confidence holds if it was not chosen by what comes of it.'
      : '',
  ];
}

function ofChoice({ total }: Told, subject: Subject | null): string {
  return subject && total < subject.dataset.count
    ? `These are ${total} of the ${subject.dataset.count} samples of the dataset, which the client chose.`
    : '';
}
