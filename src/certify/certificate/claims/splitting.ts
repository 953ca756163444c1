import { uniformValues } from '../../statistics/noises/uniform.ts';
import type { Facts, SettledOf, Wording } from '../facts.ts';
import { distanceSymbol, distanceWords } from '../distance.ts';
import { count } from '../words.ts';
import { modelWords, ofGrid, ofSmoothed } from './smoothed.ts';

type Settled = SettledOf<'splitting'>;

/** Speaks of g(x) = the class with most of the Q votes, the lowest of equals; on the closed ball, for certain. */
export const splittingWording: Wording<Settled> = {
  claim(facts) {
    const { method, ledger } = facts;
    const { certified, rows } = ledger.traits;
    const onGrid = method.perturbations === 'grid';
    const inputs = onGrid ? 'whose values all lie on the grid' : 'with float32 values';
    const words =
      `${definition(facts)} For each of the ${count(certified, 'certified sample')} of ${rows}, g answers the sample's \`prediction\` ` +
      `at the sample and at every input, ${inputs}, that is at most its \`radius\` away from the sample, measured ` +
      `${distanceWords({ norm: 'l1' })}. No chance plays a part.`;
    const set = onGrid ? '(low + step·ℤ)ᵈ' : '𝔽₃₂ᵈ';
    const symbols =
      `∀i ∈ certified, ∀x′ ∈ ${set}: ${distanceSymbol({ norm: 'l1' })} ≤ rᵢ ⟹ g(x′) = cᵢ, with ` +
      'g(x) = argmax_c #{s < Q: f(piece_s(round(x))) = c}';
    return { words, symbols };
  },

  specification: ({ grid: { step, low, high } }) => ({ norm: 'l1', domain: null, grid: { step, low, high } }),

  key: 'It says where the cuts begin in each value; what is proved holds for any.',

  caveats: (facts) => [
    ...ofSmoothed(
      facts,
      'which takes one pass of the model for every position of the cuts, with the same cuts',
    ),
    ...ofGrid(facts, facts.method.grid),
    ...(facts.method.perturbations === 'grid'
      ? ['The radius speaks of perturbed inputs on the grid only; for all inputs it is about half as large.']
      : []),
  ],
};

function definition(facts: Facts<Settled>): string {
  const { lambda, grid } = facts.method;
  const steps = uniformValues(lambda, grid.step);
  return (
    `The smoothed classifier, g, rounds an input to the grid of step ${grid.step} from ${grid.low} to ${grid.high}, cuts that range, ` +
    `value by value, into pieces of ${count(steps, 'step')}, shows ${modelWords(facts)} the middles of the pieces that the values lie in, and does ` +
    'so once for every position of the cuts. Its answer is the class that f gives most often, the lowest of equals; ties of scores ' +
    'and scores that are no numbers count for no class.'
  );
}
