import type { Guarantee } from '../../certify/certifier.ts';
import type { Norm } from '../../certify/outcome.ts';
import type { Summary } from '../../certify/summary.ts';
import { changeUpTo } from './change.ts';
import { percent, printed } from './printed.ts';

/** What a report says first. `radius`: the one that it speaks of, null where none is certified. */
export interface Headline {
  readonly radius: number | null;
  readonly sentence: string;
  /** How sure that is. */
  readonly certainty: string;
}

interface Told {
  readonly noun: 'image' | 'sample';
  /** What the certificate speaks of, as the subject of a sentence. */
  readonly subject: string;
  readonly task: 'certify' | 'predict';
}

/** `summary`: with a point at `radius`. */
export function headlineOf(summary: Summary, radius: number | null, told: Told): Headline {
  const { samples, certified, predicted } = summary;
  const ready = samples < summary.statement.of ? ' that have a result' : '';
  const many = `${samples} ${told.noun}${samples === 1 ? '' : 's'}${ready}`;
  if (samples === 0) return { radius, sentence: 'There are no results.', certainty: 'Nothing is stated.' };
  if (told.task === 'predict') return { radius, ...predicting(summary, many, told) };
  if (certified === 0 || radius === null || summary.norm === null) {
    return {
      radius: null,
      sentence:
        samples === 1
          ? `The ${told.noun}${ready === '' ? '' : ' that has a result'} could not be certified.`
          : `None of the ${many} could be certified.`,
      certainty:
        predicted > 0
          ? `Of ${predicted} the class is stated, but no radius.`
          : 'That proves no weakness: the method found too little to prove anything, for a reason that each result states.',
    };
  }
  return { radius, ...certifying(summary, radius, summary.norm, many, told) };
}

function certifying(summary: Summary, radius: number, norm: Norm, many: string, { subject }: Told) {
  const { value, certified, proved } = summary.certified_accuracy.find((one) => one.radius === radius)!;
  const share = percent(value ?? certified / summary.samples);
  const right = value === null ? '' : ' is right, and';
  const keeps =
    radius === 0
      ? 'its class is certified'
      : `is certified to keep its answer under ${changeUpTo(printed(radius), norm, summary.guarantee)}`;
  return {
    sentence: `For ${share} of the ${many}, ${subject}${right} ${keeps}.`,
    certainty: certaintyOf(summary, proved),
  };
}

function predicting(
  { clean_accuracy: right, predicted, statement, ...summary }: Summary,
  many: string,
  told: Told,
) {
  const share = right === null ? predicted : percent(right);
  const known = `the answer of ${told.subject} is known${right === null ? '' : ', and right'}`;
  return {
    sentence: `For ${share} of the ${many}, ${known}. No radius is claimed.`,
    certainty: certaintyOf({ ...summary, statement }, statement.clean_accuracy),
  };
}

/** `proved`: null without labels. */
function certaintyOf(
  { guarantee, statement, samples }: Pick<Summary, 'guarantee' | 'statement' | 'samples'>,
  proved: number | null,
): string {
  const program = programOf(guarantee);
  if (statement.confidence === null) return `No chance plays a part in it. It speaks of ${program}.`;
  const sure = `With confidence ${statement.confidence}, at most ${statement.false_certificates_at_most} of these certificates`;
  const of = samples < statement.of ? ` of all ${statement.of} planned` : '';
  const least = proved === null ? '' : `, and so the share is truly at least ${percent(proved)}${of}`;
  return `${sure} are false${least}.`;
}

const programOf = ({ arithmetic }: Guarantee): string =>
  arithmetic === 'float32'
    ? 'the program as it runs, every rounding included'
    : 'the network in exact arithmetic, of which the program is an approximation';
