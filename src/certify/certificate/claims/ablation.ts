import type { Facts, SettledOf, Wording } from '../facts.ts';
import { count } from '../words.ts';
import { confidence, modelWords, ofSmoothed, STREAM } from './smoothed.ts';

type Settled = SettledOf<'ablation'>;

/** Speaks of g(x) = argmax_c P(f(x shown at T) = c), T uniform among the sets of k pixels; in whole pixels. */
export const ablationWording: Wording<Settled> = {
  claim: (facts) => (facts.method.task === 'predict' ? predicted(facts) : certified(facts)),
  specification: ({ task }) => ({ norm: task === 'predict' ? null : 'l0', domain: null, grid: null }),
  key: 'It is the key of every draw.',
  caveats: (facts) => [
    ...ofSmoothed(facts, 'which takes draws of pixels for every input, and abstains where they do not tell'),
    STREAM,
  ],
};

function certified(facts: Facts<Settled>) {
  const { certified: many, rows } = facts.ledger.traits;
  const words =
    `${definition(facts)} For each of the ${count(many, 'certified sample')} of ${rows}, g answers the sample's \`prediction\` at the ` +
    'sample and at every input that differs from it in at most `radius` pixels, whatever those become, with all their channels. ' +
    confidence(facts.method.alpha);
  const symbols = `∀i ∈ certified, ∀x′: #{pixels in which x′ ≠ xᵢ} ≤ rᵢ ⟹ g(x′) = cᵢ, with ${formula(facts)}`;
  return { words, symbols };
}

function predicted(facts: Facts<Settled>) {
  const { predicted: many, rows } = facts.ledger.traits;
  const words =
    `${definition(facts)} For each of the ${count(many, 'predicted sample')} of ${rows}, g answers the sample's \`prediction\` at ` +
    `the sample. No radius is claimed. ${confidence(facts.method.alpha)}`;
  return { words, symbols: `∀i ∈ predicted: g(xᵢ) = cᵢ, with ${formula(facts)}` };
}

function definition(facts: Facts<Settled>): string {
  const { kept, pixels, absent } = facts.method;
  const stands = absent === 'channels' ? '0 in both sets of channels' : `the value ${absent.value}`;
  return (
    `The smoothed classifier, g, answers for an input the class that ${modelWords(facts)} gives with the greatest probability when it is ` +
    `shown ${kept} of the ${pixels} pixels, drawn uniformly, and ${stands} in place of the others; ties and scores that are no ` +
    'numbers count for no class.'
  );
}

const formula = ({ method: { kept, pixels } }: Facts<Settled>): string =>
  `g(x) = argmax_c P(f(x shown at T) = c), T uniform among the sets of ${kept} of ${pixels} pixels`;
