import type { Facts } from './facts.ts';
import { count } from './words.ts';

/** What must be known to read any certificate rightly, as far as it applies to this one. */
export function commonCaveats(facts: Facts): string[] {
  return [
    ...ofOutcomes(facts),
    ...ofConfidence(facts),
    ...ofSeed(facts),
    ...ofSamples(facts),
    'Nothing is said of inputs that are not near one of the samples, nor of samples that were not tested.',
  ];
}

function ofOutcomes({ ledger }: Facts): string[] {
  const { rows, labelled, certified, predicted, wrong } = ledger.traits;
  const stated = certified + predicted;
  const caveats: string[] = [];
  if (stated === 0) caveats.push('Nothing is claimed of any sample.');
  else if (stated < rows) {
    caveats.push(
      `Nothing is claimed of ${rows - stated} of the ${rows} samples; in \`certified_accuracy\` they count as not right.`,
    );
  }
  if (labelled === 0)
    caveats.push(
      'The samples have no labels: that a class stays the same is claimed, not that it is the right one.',
    );
  else if (wrong > 0) {
    caveats.push(
      `${count(wrong, 'sample')} of ${stated} that a class is stated of ${wrong === 1 ? 'has' : 'have'} another label: what is certified there is a wrong answer.`,
    );
  }
  return caveats;
}

function ofConfidence({ summary: { guarantee, statement } }: Facts): string[] {
  if (guarantee.kind === 'deterministic') return [];
  return [
    'The confidence of `guarantee` is that of one sample by itself. Of all at once ' +
      `${count(statement.false_certificates_at_most, 'false certificate')} must be allowed for, as \`joint\` says.`,
  ];
}

function ofSeed({ seed: { source }, summary: { guarantee } }: Facts): string[] {
  if (source === 'derived' || guarantee.kind === 'deterministic') return []; // what is proved without chance holds for any
  return [
    'The seed was stated by the client. The confidences presume that it was not chosen by what comes of it: who tries many seeds finds better results by chance.',
  ];
}

function ofSamples({ samples, subject: { dataset } }: Facts): string[] {
  if (samples.limit >= dataset.count) return [];
  return [
    `The claim speaks of ${samples.limit} of the ${dataset.count} samples of the dataset, which the client chose (\`dataset.samples\`).`,
  ];
}
