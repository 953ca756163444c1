import type { Problem } from '../../../../src/certify/certifier.ts';
import { smoothing } from '../../../../src/certify/certifiers/smoothing/smoothing.ts';
import type { SmoothingSettled } from '../../../../src/certify/certifiers/smoothing/request.ts';
import { noiseOf } from '../../../../src/certify/certifiers/smoothing/request.ts';
import type { NoiseLaw } from '../../../../src/certify/statistics/noises/law.ts';
import { rowClassifier } from '../../synthetic.ts';
import { GRID, PLACE, type KnownClassifier } from '../../voting/adversary.ts';

/** What of a method is tried: its noise and norm, and a half-space that they are exact for. */
export interface Case {
  readonly fields: object;
  readonly dimensions: number;
  /** Coordinates that the classifier looks at: one for noise that certifies in L1, all for the others. */
  readonly looks: number;
  /** Class 0 up to so many steps beyond the sample, all coordinates together. */
  readonly edge: number;
  /** The largest radius that a class of probability p has, in closed form. */
  readonly truth: (p: number) => number;
}

/** A half-space, and a sample whose radius is known: it is the worst classifier that there is for the noise and the norm. */
export interface WorstCase extends KnownClassifier {
  readonly values: Float32Array;
  readonly problem: Problem;
  /** The probability of class 0 when every coordinate that matters is moved towards the edge by so many steps. */
  readonly moved: (steps: number) => number;
  /** The sample moved so. */
  readonly at: (steps: number) => Float32Array;
}

export function worstCase({ fields, dimensions, looks, edge, truth }: Case): WorstCase {
  const problem = problemOf(dimensions);
  const { law, scale } = noiseOf(settledOf({ ...fields, n: 1000 }, problem));
  const below = atMost(convolved(law, scale, looks));
  const moved = (steps: number) => below(edge - looks * steps);
  const last = (looks * PLACE + edge + 0.5) * GRID.step;
  const classifier = rowClassifier(16, 2, [dimensions], (row) => {
    let sum = 0;
    for (let j = 0; j < looks; j++) sum += row[j]!;
    return sum > last ? [0, 1] : [1, 0];
  });
  const at = (steps: number) =>
    Float32Array.from({ length: dimensions }, (_, j) => (PLACE + (j < looks ? steps : 0)) * GRID.step);
  return { classifier, p: moved(0), truth: truth(moved(0)), values: at(0), problem, moved, at };
}

const problemOf = (dimensions: number): Problem => ({
  classes: 2,
  shape: [dimensions],
  domain: [GRID.low, GRID.high],
  grid: GRID.step,
  data: { range: [0, 1], grid: null },
});

/** Throws the obstacles, if there are any. */
export function settledOf(fields: object, problem: Problem): SmoothingSettled {
  const answer = smoothing.settle(smoothing.request.parse({ name: 'smoothing', ...fields }), problem);
  if ('settled' in answer) return answer.settled;
  throw new Error(JSON.stringify(answer.obstacles));
}

interface Sums {
  /** Probabilities of the sums −reach, −reach + 1, …. */
  readonly probabilities: Float64Array;
  readonly reach: number;
}

/** Of the sum of so many coordinates of the noise, from its thresholds. */
function convolved(law: NoiseLaw, scale: number, coordinates: number): Sums {
  const reach = law.reach(scale, GRID.step);
  const ends = [0n, ...law.thresholds(scale, GRID.step), 1n << 64n];
  const one = Float64Array.from(ends.slice(1), (end, i) => Number(end - ends[i]!) / 2 ** 64);
  let sums = Float64Array.of(1);
  for (let round = 0; round < coordinates; round++) {
    const next = new Float64Array(sums.length + one.length - 1);
    for (const [i, p] of sums.entries()) for (const [j, q] of one.entries()) next[i + j]! += p * q;
    sums = next;
  }
  return { probabilities: sums, reach: reach * coordinates };
}

const atMost =
  ({ probabilities, reach }: Sums) =>
  (sum: number): number =>
    probabilities.subarray(0, Math.max(0, sum + reach + 1)).reduce((all, p) => all + p, 0);
