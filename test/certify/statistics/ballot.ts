import { Keystream, STAGES } from '../../../src/certify/statistics/keystream.ts';
import { binomialTail } from '../../../src/certify/statistics/binomial-tail.ts';
import { isRefuted } from '../../../src/certify/statistics/e-process.ts';
import { key } from '../numbers.ts';

/** Probabilities are whole numbers of 65,536ths, so that votes drawn from 16 bits follow them exactly. */
export const WHOLE = 65_536;

/** The votes of many independent runs: draws[i] is the class of draw i, −1 for none. A run is the same every time. */
export class Ballot {
  readonly #stream: Keystream;
  readonly #classOf: Int16Array;

  /** `weights`: 65,536ths by class; what is left is for none. */
  constructor(weights: readonly number[], seed: number) {
    this.#stream = new Keystream(key(seed));
    this.#classOf = new Int16Array(WHOLE).fill(-1);
    let from = 0;
    for (const [label, weight] of weights.entries()) this.#classOf.fill(label, from, (from += weight));
  }

  run(index: number, draws: number): Int16Array {
    const bits = this.#stream.run(STAGES.estimation, index, 0, Math.ceil(draws / 8));
    const votes = new Int16Array(draws);
    for (let i = 0; i < draws; i++) votes[i] = this.#classOf[bits[i]!]!;
    return votes;
  }
}

/** For every n ≤ most: the least k > n·p that refutes p at level α; n + 1 where none does. It grows with n. */
export function refutingCounts(p: number, alpha: number, most: number): Int32Array {
  const least = new Int32Array(most + 1).fill(1);
  for (let n = 1, k = 1; n <= most; n++) {
    while (k <= n && !(k > n * p && isRefuted(k, n, alpha, p))) k++;
    least[n] = k;
  }
  return least;
}

/** Whether `count` of `runs` is too much to be explained by a probability of at most α. */
export const isTooMuch = (count: number, runs: number, alpha: number): boolean =>
  count > runs * alpha && binomialTail(count, runs, alpha).log < Math.log(1e-4);
