import { APPROXIMATIONS } from '../../../graph/operators/approximation.ts';
import type { Facts, SettledOf, Wording } from '../facts.ts';
import { distanceSymbol, distanceWords } from '../distance.ts';
import { count, listed } from '../words.ts';

type Settled = SettledOf<'interval'>;

/** Speaks of the model itself, on the closed ball, cut to the domain where there is one. */
export const intervalWording: Wording<Settled> = {
  claim(facts) {
    const { method, ledger } = facts;
    const { certified, rows } = ledger.traits;
    const words =
      `For each of the ${count(certified, 'certified sample')} of ${rows}, the model answers the sample's \`prediction\` at every ` +
      `input x′, with ${VALUES[method.arithmetic]}, ${where(method)} No chance plays a part. ${SPEAKS[method.arithmetic]}`;
    return { words, symbols: symbols(method) };
  },

  specification: ({ norm, domain, channels }) => ({
    norm,
    domain,
    grid: null,
    ...(channels && { channels }),
  }),

  key: 'The method makes no draws: nothing depends on it.',

  caveats: (facts) => [
    ...(facts.method.arithmetic === 'real' ? [REAL] : [FLOAT]),
    ...ofApproximations(facts),
    SUMS,
    ...ofChannels(facts.method),
    'A sample that is undecided is not shown to be fragile: the bounds are too loose to tell.',
  ],
};

const VALUES = { float32: 'float32 values', real: 'real values' } as const;
const SPEAKS = {
  float32: 'This is said of the program as the engine runs it in float32, every rounding included.',
  real: 'This is said of the network computed in exact arithmetic.',
} as const;

function where({ norm, domain, channels }: Settled): string {
  const inside = domain ? `within [${domain[0]}, ${domain[1]}] and ` : '';
  if (channels)
    return `${inside}of which no value of channel c differs from the sample's by more than its \`radius\` × channels[c].`;
  return `${inside}at most its \`radius\` away from the sample, measured ${distanceWords({ norm })}.`;
}

function symbols({ norm, domain, channels, arithmetic }: Settled): string {
  const set = arithmetic === 'float32' ? '𝔽₃₂ᵈ' : 'ℝᵈ';
  const cut = domain ? ` ∩ [${domain[0]}, ${domain[1]}]ᵈ` : '';
  const near = channels ? 'max |x′ − xᵢ| / channels' : distanceSymbol({ norm });
  return `∀i ∈ certified, ∀x′ ∈ ${set}${cut}: ${near} ≤ rᵢ ⟹ f(x′) = cᵢ`;
}

const REAL =
  'What is certified is the network in exact arithmetic. The program that runs in float32 rounds, and may answer otherwise within the radius.';
const FLOAT =
  'What is certified is the program in the engine, build and settings named under `provenance`. Other programs round otherwise; ' +
  'sums in another order are covered, lower precision is not.';
const SUMS =
  'Sums in matrix products and convolutions are taken for sums of direct products, in any order. That was tested for the kernels that are used; it is not proved.';

/** Operators of ONNX that are computed by way of one that the engine approximates. */
const BY_WAY = [
  'Softmax',
  'LogSoftmax',
  'LRN',
  'ReduceL2',
  'ReduceLogSumExp',
  'LayerNormalization',
  'GroupNormalization',
  'InstanceNormalization',
];
const APPROXIMATED = new Set([...Object.keys(APPROXIMATIONS), ...BY_WAY]);

function ofApproximations({ subject }: Facts<Settled>): string[] {
  const used = Object.keys(subject.model.operators)
    .filter((name) => APPROXIMATED.has(name))
    .sort();
  if (used.length === 0) return [];
  return [
    `The model has ${listed(used)}, which the engine approximates. The bounds allow for errors that were measured against double ` +
      'precision on millions of points, with a margin of four: evidence about the kernels of the engine, not a proof.',
  ];
}

const ofChannels = ({ channels }: Settled): string[] =>
  channels
    ? [
        'The radius is weighted channel by channel (`specification.channels`): it is not one of the plain norm.',
      ]
    : [];
