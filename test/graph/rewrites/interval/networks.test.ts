import { describe, expect, it } from 'vitest';
import { elementCount } from '../../../../src/graph/tensor.ts';
import { numbers } from '../../../certify/numbers.ts';
import { asked, type Asked } from './asked.ts';
import { randomNetwork, type RandomNetwork } from './random-network.ts';

const NETWORKS = 200;
const IN_A_TEST = 20;
const ROWS = 32;
const EPSILONS = [0, 1e-4, 0.01, 0.1];
const NORMS = ['linf', 'linf', 'linf', 'l2', 'l1'] as const;
type Norm = (typeof NORMS)[number];

interface Attack {
  readonly network: Asked;
  readonly norm: Norm;
  readonly size: number;
  readonly centre: Float32Array;
  readonly uniform: () => number;
}

/** A δ of the unit ball that goes the way of `direction`, as far as it can. */
function farthest(norm: Norm, direction: readonly number[]): readonly number[] {
  if (norm === 'linf') return direction.map(Math.sign);
  if (norm === 'l2') {
    const length = Math.hypot(...direction) || 1;
    return direction.map((one) => one / length);
  }
  const largest = Math.max(...direction.map(Math.abs));
  const place = direction.findIndex((one) => Math.abs(one) === largest);
  return direction.map((one, i) => (i === place ? Math.sign(one) : 0));
}

const around = ({ centre }: Attack, epsilon: number, delta: readonly number[]): Float32Array => {
  // just inside, so that the float32 point is in the ball
  return centre.map((x, i) => x + epsilon * (1 - 1e-6) * delta[i]!);
};

/** Logits at any number of points, a batch at a time. */
async function logitsAt({ network, size }: Attack, points: readonly Float32Array[]): Promise<Float32Array[]> {
  const all: Float32Array[] = [];
  for (let at = 0; at < points.length; at += ROWS) {
    const batch = new Float32Array(ROWS * size);
    for (const [i, point] of points.slice(at, at + ROWS).entries()) batch.set(point, i * size);
    all.push(...(await network.deployed(batch)));
  }
  return all.slice(0, points.length);
}

/** Directions in which logit j gains on logit y, by finite differences. */
async function gains(attack: Attack, epsilon: number, y: number, j: number): Promise<readonly number[]> {
  const { size, centre } = attack;
  const step = Math.max(epsilon, 1e-3);
  const points = Array.from({ length: size }, (_, i) => centre.map((x, k) => (k === i ? x + step : x)));
  const lead = ([...logits]: Float32Array | readonly number[]) => logits[j]! - logits[y]!;
  const [start] = await logitsAt(attack, [centre]);
  return (await logitsAt(attack, points)).map((logits) => lead(logits) - lead(start!));
}

async function pointsOf(
  attack: Attack,
  epsilon: number,
  y: number,
  classes: number,
): Promise<Float32Array[]> {
  const { size, norm, uniform } = attack;
  const chance = () => Array.from({ length: size }, () => 2 * uniform() - 1);
  const random = Array.from({ length: 24 }, (_, i) => {
    const direction = chance();
    const inner =
      norm === 'linf' ? direction : farthest('l2', direction).map((one) => one / (norm === 'l1' ? size : 1));
    return i % 3 === 0 ? inner : farthest(norm, direction);
  });
  const aimed: (readonly number[])[] = [];
  for (let j = 0; j < classes; j++) {
    if (j !== y) aimed.push(farthest(norm, await gains(attack, epsilon, y, j)));
  }
  return [...random, ...aimed].map((delta) => around(attack, epsilon, delta));
}

/** Where a point of the ball gives less than a margin says; and how many margins are positive. */
async function broken(one: RandomNetwork, norm: Norm, seed: number) {
  const size = elementCount(one.dims);
  const network = await asked(one.model, ROWS, { norm });
  const uniform = numbers(seed + 0.5);
  const centre = Float32Array.from({ length: size }, uniform);
  const attack: Attack = { network, norm, size, centre, uniform };
  const [base] = await logitsAt(attack, [centre]);
  const y = base!.indexOf(Math.max(...base!));
  const x = Float32Array.from({ length: ROWS * size }, (_, i) => centre[i % size]!);
  const epsilon = Array.from({ length: ROWS }, (_, row) => Math.fround(EPSILONS[row % EPSILONS.length]!));
  const { margins } = await network.ask({ x, epsilon, classes: epsilon.map(() => y) });
  const faults: string[] = [];
  let positive = 0;
  let points = 0;
  for (const [row, e] of epsilon.slice(0, EPSILONS.length).entries()) {
    positive += margins[row]!.filter((margin, j) => j !== y && margin > 0).length;
    for (const logits of await logitsAt(attack, await pointsOf(attack, e, y, one.classes))) {
      points++;
      for (const [j, logit] of logits.entries()) {
        if (j === y) continue;
        const stated = margins[row]![j]!;
        const lead = logits[y]! - logit;
        const holds = one.tail ? !(stated > 0) || lead > 0 : lead >= stated;
        if (!holds)
          faults.push(`seed ${seed}, ${norm}, ε ${e}, class ${j}: ${lead}, but ${stated} is stated`);
      }
    }
  }
  await network.release();
  return { faults, positive, points };
}

/** How far from its own margins a float32 program may be thrown by its rounding: nothing is perturbed. */
async function unperturbed(seed: number, wildness: number) {
  const one = randomNetwork(seed, wildness);
  const size = elementCount(one.dims);
  const network = await asked(one.model, ROWS);
  const uniform = numbers(seed + 0.25);
  const x = Float32Array.from(
    { length: ROWS * size },
    () => (2 * uniform() - 1) * 2 ** (16 * uniform() - 10),
  );
  const logits = await network.deployed(x);
  const classes = logits.map((row) => Math.max(0, row.indexOf(Math.max(...row))));
  const { margins } = await network.ask({ x, epsilon: classes.map(() => 0), classes });
  await network.release();
  const faults: string[] = [];
  let near = 0;
  for (const [row, y] of classes.entries()) {
    for (const [j, logit] of logits[row]!.entries()) {
      const [margin, lead] = [margins[row]![j]!, logits[row]![y]! - logit];
      if (j === y || one.tail || !Number.isFinite(margin)) continue;
      if (!(lead >= margin))
        faults.push(`seed ${seed}, row ${row}, class ${j}: ${lead}, but ${margin} is stated`);
      if (margin > 0.5 * lead) near++;
    }
  }
  return { faults, near };
}

describe('margins of random networks', () => {
  const starts = Array.from({ length: NETWORKS / IN_A_TEST }, (_, i) => i * IN_A_TEST);

  it.each(starts)(
    `hold wherever the deployed program is tried, and are of use: networks from %i`,
    async (start) => {
      const found: Awaited<ReturnType<typeof broken>>[] = [];
      for (let seed = start; seed < start + IN_A_TEST; seed++)
        found.push(await broken(randomNetwork(seed), NORMS[seed % NORMS.length]!, seed));
      expect(found.flatMap(({ faults }) => faults).slice(0, 5)).toEqual([]);
      const sum = (count: (one: (typeof found)[number]) => number) =>
        found.reduce((all, one) => all + count(one), 0);
      expect(sum(({ points }) => points)).toBeGreaterThan(2000);
      expect(sum(({ positive }) => positive)).toBeGreaterThan(IN_A_TEST * 3);
    },
  );

  it.each([4, 12, 24, 40])(
    'hold for samples themselves, with weights of sizes from 2^−%i up',
    async (wildness) => {
      const found: Awaited<ReturnType<typeof unperturbed>>[] = [];
      for (let seed = 1000; seed < 1060; seed++) found.push(await unperturbed(seed, wildness));
      expect(found.flatMap(({ faults }) => faults).slice(0, 5)).toEqual([]);
      expect(found.filter(({ near }) => near > 0).length).toBeGreaterThan(10);
    },
  );
});
