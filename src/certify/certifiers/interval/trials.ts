import { isCertified, type Margin, type Trial } from './margin.ts';

/** Bounds the margins of all samples of a batch at once, each at its own size. */
export type Measure = (epsilons: readonly number[]) => Promise<readonly Margin[]>;

/** Every sample at every size. */
export async function eachOf(
  epsilons: readonly number[],
  samples: number,
  measure: Measure,
): Promise<readonly (readonly Trial[])[]> {
  const trials = Array.from({ length: samples }, (): Trial[] => []);
  for (const epsilon of epsilons) {
    const margins = await measure(trials.map(() => epsilon));
    for (const [i, margin] of margins.entries()) trials[i]!.push({ epsilon, margin });
  }
  return trials;
}

interface Bracket {
  readonly trials: Trial[];
  /** Certified at `low` steps (0: nothing is claimed), not at `high`. */
  low: number;
  high: number;
}

/**
 * Every sample at `max`; those that are not certified there by bisection over the multiples of max / 2^steps, each at a
 * size of its own. Whatever is found was tried: a certificate does not rest on the bounds being monotone.
 */
export async function bisect(
  { max, steps }: { readonly max: number; readonly steps: number },
  samples: number,
  measure: Measure,
): Promise<readonly (readonly Trial[])[]> {
  const whole = 2 ** steps;
  const first = await eachOf([max], samples, measure);
  const brackets = first.map((trials): Bracket => ({ trials: [...trials], low: 0, high: whole }));
  const open = brackets.filter(({ trials }) => !isCertified(trials[0]!));
  for (let step = 0; step < steps && open.length > 0; step++) {
    const middle = ({ low, high }: Bracket) => (((low + high) / 2) * max) / whole;
    const margins = await measure(brackets.map(middle));
    for (const [i, bracket] of brackets.entries()) {
      if (open.includes(bracket)) narrow(bracket, { epsilon: middle(bracket), margin: margins[i]! });
    }
  }
  return brackets.map(({ trials }) => trials);
}

function narrow(bracket: Bracket, trial: Trial): void {
  const middle = (bracket.low + bracket.high) / 2;
  bracket.trials.push(trial);
  if (isCertified(trial)) bracket.low = middle;
  else bracket.high = middle;
}
