import { normalQuantile } from '../statistics/normal-quantile.ts';
import { cornishFisher, isReliable } from './cornish-fisher.ts';
import { normalDensity, survival } from './survival.ts';
import { fastTail } from './tail.ts';
import type { Chance } from './tail.ts';

/** Radii of this many standard deviations have a probability that no double tells from 1. */
const HIGHEST = 40;
/** Twice the error of a reliable expansion: a whole number so near is decided by the tail itself. */
const NEAR = 1e-3;

/**
 * The radii that n draws at level α can give, in units of σ: rung k is Φ⁻¹(BetaInv(α; k, n−k+1)), and there is none
 * where that bound is not above ½. A published radius between two rungs, or above the last, was not made with
 * this n and α.
 *
 * No rung is computed before it is asked for, so that a ladder of 10^8 rungs costs nothing. Counts and heights rest
 * on `fastTail`: right to about eleven digits, not proved.
 */
export class Ladder {
  readonly n: number;
  readonly alpha: number;
  readonly #logAlpha: number;
  /** Standard deviations that votes must be above their mean. */
  readonly #deviations: number;
  readonly #heights = new Map<number, number | null>();
  #first: number | null = null;

  /** Whole 1 ≤ n ≤ 10^8, 10^−100 ≤ α < ½. */
  constructor(n: number, alpha: number) {
    this.n = n;
    this.alpha = alpha;
    this.#logAlpha = Math.log(alpha);
    this.#deviations = -normalQuantile(alpha);
  }

  /** The least count with a rung; n + 1 when not even unanimous votes have one. */
  get first(): number {
    this.#first ??= this.leastCount({ p: 0.5, q: 0.5 });
    return this.#first;
  }

  /**
   * The least k whose lower confidence bound is at least p ≥ ½, that is P(Bin(n, p) ≥ k) ≤ α; n + 1 when not even n
   * is enough. Nearly all are decided by an expansion; the others by Newton's method from there.
   */
  leastCount(chance: Chance): number {
    const near = cornishFisher(this.n, chance, this.#deviations);
    const isClear = Math.abs(near - Math.round(near)) > NEAR;
    if (isClear && isReliable(this.n, chance, this.#deviations)) return Math.ceil(near);
    return this.#excess(this.n, chance) > 0 ? this.n + 1 : this.#search(Math.ceil(near), chance);
  }

  /** ln P(X ≥ k) − ln α. It is concave in k, so that Newton's method comes down from above. */
  #excess(k: number, chance: Chance): number {
    return fastTail(k, this.n, chance).log - this.#logAlpha;
  }

  #search(start: number, chance: Chance): number {
    const { n } = this;
    const mean = Math.min(n, Math.max(1, Math.ceil(n * chance.p)));
    let k = Math.min(n, Math.max(mean, start));
    for (let round = 0; round < 60; round++) {
      const { log, hazard } = fastTail(k, n, chance);
      const step = Math.trunc((log - this.#logAlpha) / hazard);
      if (step === 0 || !Number.isFinite(step)) break;
      k = Math.min(n, Math.max(mean, k + step));
    }
    while (this.#excess(k, chance) > 0) k++;
    while (k > 1 && this.#excess(k - 1, chance) <= 0) k--;
    return k;
  }

  /** Height of rung k, in units of σ; null where the count gives no radius. */
  height(k: number): number | null {
    const known = this.#heights.get(k);
    if (known !== undefined) return known;
    const height = k >= this.first && k <= this.n ? this.#solve(k) : null;
    this.#heights.set(k, height);
    return height;
  }

  /**
   * The z with P(Bin(n, Φ(z)) ≥ k) = α, by Newton's method, and by halving where that would leave the bracket. An error
   * grows to about √n times its square, so the step that is below 10^−5/√n is the last that is needed. A count below
   * the mean has a probability of ½ or more, and needs no look.
   */
  #solve(k: number): number {
    const { n } = this;
    let [low, high] = [0, HIGHEST];
    let z = this.#guess(k);
    for (let round = 0; round < 200; round++) {
      const q = survival(z);
      const step = k < n * (1 - q) ? -Infinity : this.#step(k, z, { p: 1 - q, q });
      if (step < 0) high = z;
      else low = z;
      const next = z + step;
      const isInside = next > low && next < high;
      if (isInside && Math.abs(step) * Math.sqrt(n) <= Math.min(1e-5, z)) return next;
      z = isInside ? next : (low + high) / 2;
      if (high - low <= 2 ** -52 * high) return low;
    }
    return z;
  }

  /** Newton's: d ln P / dz = k · hazard · φ(z) / p. */
  #step(k: number, z: number, chance: Chance): number {
    const { log, hazard } = fastTail(k, this.n, chance);
    return ((this.#logAlpha - log) * chance.p) / (k * hazard * normalDensity(z));
  }

  /** As if misses were of a Poisson distribution, by Wilson's and Hilferty's cube; then as the expansion has it. */
  #guess(k: number): number {
    const { n } = this;
    const misses = n - k + 1;
    const cube = 1 - 1 / (9 * misses) + this.#deviations / (3 * Math.sqrt(misses));
    const start = (misses * cube ** 3) / n;
    let z = start < 0.499 ? -normalQuantile(start) : 0.01;
    for (let round = 0; round < 8; round++) {
      const q = survival(z);
      const chance = { p: 1 - q, q };
      if (!isReliable(n, chance, this.#deviations)) break;
      const off = cornishFisher(n, chance, this.#deviations) - k;
      z = Math.max(1e-12, z - off / (n * normalDensity(z)));
    }
    return z;
  }
}
