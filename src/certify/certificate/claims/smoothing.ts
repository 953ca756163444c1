import { noiseOf } from '../../certifiers/smoothing/request.ts';
import { uniformValues } from '../../statistics/noises/uniform.ts';
import type { Facts, SettledOf, Wording } from '../facts.ts';
import { distanceSymbol, distanceWords } from '../distance.ts';
import { count } from '../words.ts';
import { confidence, modelWords, ofGrid, ofSmoothed, STREAM } from './smoothed.ts';

type Settled = SettledOf<'smoothing'>;

/**
 * Speaks of g(x) = argmax_c P(f(q(x + η)) = c). The ball is open: where the distance is the radius exactly, two classes may be
 * equally likely.
 */
export const smoothingWording: Wording<Settled> = {
  claim: (facts) => (facts.method.task === 'predict' ? predicted(facts) : certified(facts)),

  specification({ task, norm, p, grid: { step, low, high } }) {
    return {
      norm: task === 'predict' ? null : norm,
      ...(p !== undefined && { p }),
      domain: null,
      grid: { step, low, high },
    };
  },

  key: 'It is the key of every draw.',

  caveats: (facts) => [
    ...ofSmoothed(facts, 'which takes draws of noise for every input, and abstains where they do not tell'),
    ...ofGrid(facts, facts.method.grid),
    STREAM,
    'What is drawn are whole numbers of grid steps. Over all values of an input their distribution is that of the rounded noise to ' +
      `within ${facts.ledger.traits.allowance} in total variation; that much is allowed for in every probability.`,
  ],
};

function certified(facts: Facts<Settled>) {
  const { method, ledger } = facts;
  const { certified: many, rows } = ledger.traits;
  const words =
    `${definition(facts)} For each of the ${count(many, 'certified sample')} of ${rows}, g answers the sample's ` +
    '`prediction` at every input, with real values, that is nearer to the sample than its `radius`, measured ' +
    `${distanceWords(method)}. ${confidence(method.alpha)}`;
  const symbols = `∀i ∈ certified, ∀x′ ∈ ℝᵈ: ${distanceSymbol(method)} < rᵢ ⟹ g(x′) = cᵢ, with ${formula(facts)}`;
  return { words, symbols };
}

function predicted(facts: Facts<Settled>) {
  const { predicted: many, rows } = facts.ledger.traits;
  const words =
    `${definition(facts)} For each of the ${count(many, 'predicted sample')} of ${rows}, g answers the sample's ` +
    `\`prediction\` at the point of the grid that is nearest to the sample. No radius is claimed. ${confidence(facts.method.alpha)}`;
  return { words, symbols: `∀i ∈ predicted: g(round(xᵢ)) = cᵢ, with ${formula(facts)}` };
}

function definition(facts: Facts<Settled>): string {
  const { step, low, high } = facts.method.grid;
  const { law, scale } = noiseOf(facts.method);
  const clip = law.clip(scale, step);
  return (
    `The smoothed classifier, g, answers for an input x the class that ${modelWords(facts)} gives with the greatest probability for ` +
    `q(x + η). η is independent ${noiseWords(facts.method)} in every value; q rounds every value to the grid of step ${step} from ` +
    `${low} to ${high}, continued on both sides, and clips what lies more than ${count(clip, 'step')} beyond its ends; ties and ` +
    'scores that are no numbers count for no class.'
  );
}

/** The interval that uniform noise is drawn from: a whole number of steps, half a step off the middle where that is even. */
function intervalOf({ lambda, grid: { step } }: Settled): string {
  const values = uniformValues(lambda!, step);
  const below = Math.floor(values / 2) + 0.5;
  return `[−${below * step}, ${(values - below) * step}]`;
}

function noiseWords(method: Settled): string {
  const { noise, sigma, b } = method;
  switch (noise) {
    case 'gaussian':
      return `Gaussian noise of standard deviation ${sigma}`;
    case 'uniform':
      return `noise, uniform on ${intervalOf(method)},`;
    case 'laplace':
      return `Laplace noise of scale ${b}`;
  }
}

function formula({ method, subject }: Facts<Settled>): string {
  const f = subject.denoiser ? 'f(D(q(x + η)))' : 'f(q(x + η))';
  return `g(x) = argmax_c P(${f} = c), η ~ ${lawOf(method)}`;
}

function lawOf(method: Settled): string {
  switch (method.noise) {
    case 'gaussian':
      return `N(0, ${method.sigma}²I)`;
    case 'uniform':
      return `U${intervalOf(method)}ᵈ`;
    case 'laplace':
      return `Laplace(0, ${method.b})ᵈ`;
  }
}
