import type { Facts, SettledOf, Wording } from '../facts.ts';
import { count } from '../words.ts';
import { modelWords, ofSmoothed } from './smoothed.ts';

type Settled = SettledOf<'structured_ablation'>;

/** Speaks of g(x) = the class with most votes over all positions of a window, the lowest of equals; for certain. */
export const structuredAblationWording: Wording<Settled> = {
  claim(facts) {
    const { certified, rows } = facts.ledger.traits;
    const words =
      `${definition(facts)} For each of the ${count(certified, 'certified sample')} of ${rows}, g answers the sample's \`prediction\` ` +
      'at the sample and at every input that differs from it in one square patch, at most `radius` pixels wide and high, wherever ' +
      'it lies and whatever stands in it. No chance plays a part.';
    const symbols =
      '∀i ∈ certified, ∀ square S, side(S) ≤ rᵢ, ∀x′ = xᵢ outside S: g(x′) = cᵢ, with g(x) = argmax_c #{w: f(x shown in w) = c}';
    return { words, symbols };
  },

  specification: () => ({ norm: 'patch', domain: null, grid: null }),

  key: 'The method makes no draws: nothing depends on it.',

  caveats: (facts) => ofSmoothed(facts, 'which takes one pass of the model for every position of the window'),
};

function definition(facts: Facts<Settled>): string {
  const { window, absent, height, width } = facts.method;
  const { kind, side } = window;
  const part =
    kind === 'block' ? `a block of ${side} × ${side} pixels` : `a band of ${count(side, kind.slice(0, -1))}`;
  const stands = absent === 'channels' ? '0 in both sets of channels' : `the value ${absent.value}`;
  return (
    `The smoothed classifier, g, shows ${modelWords(facts)} ${part} of an input of ${height} × ${width} pixels, over its edges too, ` +
    `and ${stands} in place of all others, once at every position. Its answer is the class that f gives most often, the lowest of ` +
    'equals; ties of scores and scores that are no numbers count for no class.'
  );
}
