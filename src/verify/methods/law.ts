import type { Norm } from '../certificate.ts';
import type { Chance } from '../numbers/beta.ts';
import { normal, quantile } from '../numbers/normal.ts';

/** What probabilities of classes prove of a sample, in one norm. Everything in doubles, and not rounded to a side. */
export interface Law {
  readonly norm: Norm;
  /** What radii are measured on. */
  readonly scale: number;
  /** Whether radii are whole, and 0 says that the class is known. */
  readonly whole: boolean;
  /** What the inexactness of the draws moves a probability by, at most. */
  readonly allowance: number;
  /** The radius around a point where the class has `lower` and any other has `rival` at most. Negative where there is none. */
  radius(lower: Chance, rival: Chance): number;
  /** What is left of such a radius in the norm that is stated, once the way to the grid is taken off. */
  readonly factor: number;
  /** The probability above which a class alone has the radius. */
  threshold(radius: number): number;
}

const complement = ({ p, q }: Chance): Chance => ({ p: q, q: p });

/** The radius of a class alone: all others together have the rest. */
export const alone = (law: Law, lower: Chance): number => law.radius(lower, complement(lower));

/** Bins of the table that noise is drawn from: 2^−64 and a rest each, and two tails. */
const tabled = (reach: number, dimensions: number): number =>
  dimensions * (2 * reach + 3) * (2 ** -64 + 2 ** -110);

/** σ/2·(Φ⁻¹(lower) − Φ⁻¹(rival)) in L2. */
export const gaussian = (sigma: number, step: number, dimensions: number): Law => ({
  norm: 'l2',
  scale: sigma,
  whole: false,
  factor: 1,
  allowance: tabled(Math.ceil((9.25 * sigma) / step), dimensions),
  radius: (lower, rival) => (sigma / 2) * (quantile(lower) - quantile(rival)),
  threshold: (radius) => normal(radius / sigma).p,
});

/** b/2·(F⁻¹(lower) − F⁻¹(rival)) in L1, with the distribution function F of the Laplace law of scale 1. */
export function laplace(b: number, step: number, dimensions: number): Law {
  const inverse = ({ p, q }: Chance) => (p >= q ? -Math.log(2 * q) : Math.log(2 * p));
  return {
    norm: 'l1',
    scale: b,
    whole: false,
    factor: 1,
    allowance: tabled(Math.ceil((45.1 * b) / step), dimensions),
    radius: (lower, rival) => (b / 2) * (inverse(lower) - inverse(rival)),
    threshold: (radius) => 1 - Math.exp(-radius / b) / 2,
  };
}

/** How many values of the grid uniform noise has, and cuts have places: 2λ/step, rounded, 1 at least. */
export const valuesOf = (lambda: number, step: number): number =>
  Math.max(1, Math.round((2 * lambda) / step));

/** N·step/2·(lower − rival) in L1, for noise on N neighbouring values. */
export function uniform(lambda: number, step: number, dimensions: number): Law {
  const values = valuesOf(lambda, step);
  const width = values * step;
  return {
    norm: 'l1',
    scale: lambda,
    whole: false,
    factor: 1,
    allowance: Number.isInteger(Math.log2(values)) ? 0 : dimensions * values * 2 ** -65,
    radius: (lower, rival) => (width / 2) * (lower.p - rival.p),
    threshold: (radius) => 0.5 + radius / width,
  };
}

/** The largest Lp ball in an L2 ball: smaller by d^(1/p − ½). */
export const inLp = (l2: Law, norm: 'linf' | 'lp', p: number, dimensions: number): Law => ({
  ...l2,
  norm,
  factor: dimensions ** (1 / p - 0.5),
});
