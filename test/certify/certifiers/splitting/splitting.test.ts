import { describe, expect, it } from 'vitest';
import type { Problem, Sample, SampleSession } from '../../../../src/certify/certifier.ts';
import type { Classifier } from '../../../../src/certify/classifier.ts';
import type { SplittingSettled } from '../../../../src/certify/certifiers/splitting/request.ts';
import { splitting } from '../../../../src/certify/certifiers/splitting/splitting.ts';
import { gridSteps } from '../../../../src/certify/statistics/grid.ts';
import { SplitNoise } from '../../../../src/certify/statistics/noises/split.ts';
import { voteMargin } from '../../../../src/certify/statistics/radii/vote-margin.ts';
import { certifierLaws, classifying, outcomeOf, type KnownProblem } from '../../../laws/certifier.ts';
import { key, numbers } from '../../numbers.ts';
import { rowClassifier } from '../../synthetic.ts';

type Perturbations = SplittingSettled['perturbations'];
/** Of what is shown; null for nobody. */
type ClassOf = (shown: Float32Array) => number | null;

const problemOn = (steps: number, d: number, classes = 2): Problem => ({
  classes,
  shape: [d],
  domain: [0, 1],
  grid: 1 / steps,
  data: { range: [0, 1], grid: null },
});

function settledOf(written: object, problem: Problem): SplittingSettled {
  const answer = splitting.settle(splitting.request.parse({ name: 'splitting', ...written }), problem);
  if ('obstacles' in answer) throw new Error(JSON.stringify(answer.obstacles));
  return answer.settled;
}

const classifierOf = (batch: number, { classes, shape }: Problem, classOf: ClassOf): Classifier =>
  rowClassifier(batch, classes, shape, (row) => {
    const label = classOf(row);
    return Array.from({ length: classes }, (_, i) => (label === null ? 1 : Number(i === label)));
  });

const open = async (method: SplittingSettled, classifier: Classifier, seed = 2026): Promise<SampleSession> =>
  splitting.open(method, classifying(classifier), key(seed));

/** All places of d coordinates on a grid. */
const placesOf = (steps: number, d: number): number[][] =>
  Array.from({ length: (steps + 1) ** d }, (_, i) =>
    Array.from({ length: d }, (_, j) => Math.floor(i / (steps + 1) ** j) % (steps + 1)),
  );

const at = (values: readonly number[], index = 0): Sample => ({
  index,
  values: Float32Array.from(values),
  label: null,
});

/** Whom every point of the grid is taken for, by the noise alone. */
function winnersOf({ grid, lambda }: SplittingSettled, d: number, classOf: ClassOf) {
  const noise = new SplitNoise(grid, lambda, d, key(2026));
  const out = new Float32Array(noise.votes * d);
  return placesOf(gridSteps(grid), d).map((places) => {
    noise.fill(out, Int32Array.from(places), { draw: 0 });
    const votes = [0, 0];
    for (let s = 0; s < noise.votes; s++) {
      const label = classOf(out.subarray(s * d, (s + 1) * d));
      if (label !== null) votes[label]! += 1;
    }
    return { places, leader: voteMargin(votes)?.leader ?? null };
  });
}

/** The largest radius that is true: to the cell of the nearest place of another class, or to the place before it. */
function known(
  method: SplittingSettled,
  problem: Problem,
  classOf: ClassOf,
  samples: readonly Sample[],
): KnownProblem {
  const { perturbations, grid } = method;
  const winners = winnersOf(method, problem.shape[0]!, classOf);
  return {
    problem,
    samples,
    subject: async (batch) => classifying(classifierOf(batch, problem, classOf)),
    truth({ values }) {
      const here = [...values].map((x) => Math.round(x / grid.step));
      const own = winners.find(({ places }) => places.join() === here.join())!.leader;
      const steps = winners
        .filter(({ leader }) => leader !== own)
        .map(({ places }) =>
          places.reduce(
            (sum, i, j) => sum + Math.max(0, Math.abs(i - here[j]!) - (perturbations === 'any' ? 0.5 : 0)),
            0,
          ),
        );
      const nearest = Math.min(...steps) - (perturbations === 'grid' ? 1 : 0);
      return { class: own ?? -1, radius: nearest * grid.step };
    },
  };
}

for (const perturbations of ['any', 'grid'] as const) {
  const flat = problemOn(16, 2);
  /** Of the lower values of the second coordinate nobody can tell. */
  const corner: ClassOf = ([x, y]) => (y! < 0.3 ? null : x! + y! > 1.2 ? 1 : 0);
  const written = { name: 'splitting', lambda: 0.25, perturbations };
  const points = [0, 3, 5, 8, 11, 12, 16].flatMap((i) => [8, 12, 16].map((j) => at([i / 16, j / 16], i + j)));
  const method = settledOf(written, flat);
  certifierLaws(splitting, written, known(method, flat, corner, [at([0.5, 0]), ...points]));

  const line = problemOn(512, 1);
  const edge: ClassOf = ([x]) => (x! < 0.2 ? null : x! > 0.6 ? 1 : 0);
  const long = { ...written, lambda: 0.1 };
  const places = [0.5, 0.625, 0.75, 0.875, 0.95, 1].map((x) => at([Math.round(x * 512) / 512]));
  certifierLaws(splitting, long, known(settledOf(long, line), line, edge, [at([0]), ...places]));
}

/** A classifier of which nothing is known but what it has answered. */
function answering(uniform: () => number, classes: number): ClassOf {
  const table = new Map<string, number>();
  return (shown) => {
    const seen = shown.join();
    if (!table.has(seen)) table.set(seen, Math.floor(uniform() ** 2 * (classes + 0.3)));
    const label = table.get(seen)!;
    return label < classes ? label : null;
  };
}

const distance = (a: readonly number[], b: readonly number[]): number =>
  a.reduce((sum, x, j) => sum + Math.abs(x - b[j]!), 0);

describe('every perturbed input within the radius', () => {
  it.each([
    [1, 8, 0.375],
    [2, 4, 0.5],
    [3, 2, 1],
    [3, 2, 1.5],
  ])('keeps the class: %i coordinates, %i steps, λ = %d', async (d, steps, lambda) => {
    const uniform = numbers(d + lambda);
    const [own, beside] = [new Set<number>(), new Set<number>()];
    for (let round = 0; round < 12; round++) {
      const problem = problemOn(steps, d, 2 + (round % 2));
      const method = settledOf({ lambda, perturbations: 'any' }, problem);
      const session = await open(
        method,
        classifierOf(5, problem, answering(uniform, problem.classes)),
        round,
      );
      const ask = (point: readonly number[]) => outcomeOf(session, at(point));
      const points = placesOf(steps, d).map((places) => places.map((i) => i / steps));
      const found = await Promise.all(points.map(async (point) => ({ point, outcome: await ask(point) })));
      /** Between the places, half a step off and on either side of that. */
      const between = points.flatMap((point) =>
        [0.49, 0.5, 0.51].map((part) => point.map((x) => Math.fround(x + part / steps))),
      );
      const moved = await Promise.all(between.map(async (point) => ({ point, outcome: await ask(point) })));
      for (const { point, outcome } of found) {
        const { radius_any: any, radius_grid: grid, steps: whole } = outcome.evidence;
        if (outcome.radius === null) continue;
        own.add(Number(whole));
        for (const other of found)
          if (distance(point, other.point) <= Number(grid))
            expect(other.outcome.prediction).toBe(outcome.prediction);
        for (const other of [...found, ...moved])
          if (distance(point, other.point) <= Number(any)) {
            beside.add(Math.round(4 * steps * distance(point, other.point)));
            expect(other.outcome.prediction).toBe(outcome.prediction);
          }
      }
    }
    expect(Math.max(...own)).toBeGreaterThan(1);
    expect(beside.size).toBeGreaterThan(1);
  });
});

describe('the worst classifier', () => {
  const STEP = 1 / 32;
  const problem = problemOn(32, 1);
  const method = settledOf({ lambda: 6 * STEP, perturbations: 'grid' }, problem);

  /** Votes for a leader at place 8, and turns wherever a place r steps away shows something else; others vote as `kept` says. */
  function turning(r: number, leader: number, kept: number): ClassOf {
    const { grid, lambda } = method;
    const noise = new SplitNoise(grid, lambda, 1, key(2026));
    const shown = (place: number): Float32Array => {
      const out = new Float32Array(noise.votes);
      noise.fill(out, Int32Array.of(place), { draw: 0 });
      return out;
    };
    const [here, there] = [shown(8), shown(8 + r)];
    const table = new Map<number, number>();
    let left = kept;
    for (const [s, value] of here.entries()) {
      const parted = value !== there[s];
      table.set(value, parted || left-- > 0 ? leader : 1 - leader);
      if (parted) table.set(there[s]!, 1 - leader);
    }
    return ([value]) => table.get(value!) ?? null;
  }

  it.each([
    [1, 0],
    [1, 1],
    [4, 0],
    [4, 1],
  ])('attains the radius of %i steps of class %i, and turns one step further', async (r, leader) => {
    const half = 6 + leader; // of twelve votes a tie is won by class 0
    const classAt = async (classOf: ClassOf, place: number) =>
      outcomeOf(await open(method, classifierOf(5, problem, classOf)), at([place * STEP]));
    const bearable = turning(r, leader, half);
    expect(await classAt(bearable, 8)).toMatchObject({
      prediction: leader,
      radius: r * STEP,
      evidence: { steps: r, copies: 12 },
    });
    expect(await classAt(bearable, 8 + r)).toMatchObject({ prediction: leader });
    const fatal = turning(r + 1, leader, half - 1);
    expect(await classAt(fatal, 8)).toMatchObject({ prediction: leader, radius: r * STEP });
    expect(await classAt(fatal, 8 + r + 1)).toMatchObject({ prediction: 1 - leader });
  });

  it('turns at the border of a cell, just outside of the radius against any input', async () => {
    const turn = turning(1, 0, 5);
    const any = { ...method, perturbations: 'any' } as const;
    const session = await open(any, classifierOf(5, problem, turn));
    const { prediction, radius } = await outcomeOf(session, at([8 * STEP]));
    expect(prediction).toBe(0);
    expect(radius).toBeLessThan(0.5 * STEP);
    expect(radius).toBeGreaterThan(0.4999999 * STEP);
    expect(await outcomeOf(session, at([8.5 * STEP]))).toMatchObject({ prediction: 1 });
    expect(await outcomeOf(session, at([8 * STEP + radius! * 0.999]))).toMatchObject({ prediction: 0 });
  });
});

describe('splitting', () => {
  const PIXELS = problemOn(255, 3);
  const bright: ClassOf = (shown) => (shown.reduce((a, b) => a + b) > 1 ? 1 : 0);
  const radiusOf = async (perturbations: Perturbations, values: readonly number[]) => {
    const method = settledOf({ lambda: 0.5, perturbations }, PIXELS);
    return outcomeOf(await open(method, classifierOf(16, PIXELS, bright)), at(values));
  };

  it('states both radii whichever is asked for, takes off what the sample is off its place, and knows the margin', async () => {
    const any = await radiusOf('any', [0.9, 178.3 / 255, 0.8]);
    const grid = await radiusOf('grid', [0.9, 178.3 / 255, 0.8]);
    expect(any.evidence).toEqual(grid.evidence);
    expect([any.radius, grid.radius]).toEqual([any.evidence['radius_any'], any.evidence['radius_grid']]);
    const { steps, off_grid: off, copies, margin, votes } = any.evidence;
    expect(copies).toBe(255);
    expect(Math.floor(Number(margin) / 2)).toBe(steps);
    expect((votes as number[])[1]! - (votes as number[])[0]!).toBe(Number(margin) + 1); // class 0 wins ties
    expect(grid.radius).toBeCloseTo(Number(steps) / 255, 12);
    expect(any.radius! + Number(off)).toBeLessThan((Number(steps) + 1) / 510);
    expect(any.radius! + Number(off)).toBeCloseTo((Number(steps) + 1) / 510, 12);
    expect(Number(off)).toBeCloseTo(0.8 / 255, 6); // of half a step and three tenths
  });

  it('states the class alone where a sample is further off than the votes bear', async () => {
    expect(await radiusOf('grid', [2, 1, 1])).toMatchObject({
      verdict: 'certified',
      radius: 0,
      prediction: 1,
    });
  });

  it('proves nothing of inputs on a grid that float32 cannot write', async () => {
    const far = { ...PIXELS, domain: [1e5, 1e5 + 1], data: { range: [1e5, 1e5 + 1], grid: null } } as const;
    const method = settledOf({ lambda: 0.5, perturbations: 'grid' }, far);
    const session = await open(method, classifierOf(16, far, bright));
    const outcome = await outcomeOf(session, at([1e5, 1e5, 1e5]));
    expect(outcome).toMatchObject({ prediction: 1, radius: 0, evidence: { steps: 127 } });
  });

  it('gives the same rows for a key whichever radius is asked for, other cuts for another key', async () => {
    const method = settledOf({ lambda: 0.5 }, PIXELS);
    expect(splitting.keyed(method)).toEqual(splitting.keyed({ ...method, perturbations: 'grid' }));
    expect(splitting.keyed(method)).not.toEqual(splitting.keyed({ ...method, lambda: 0.25 }));
    const votes = async (seed: number) =>
      (await outcomeOf(await open(method, classifierOf(16, PIXELS, bright), seed), at([0.2, 0.4, 0.5])))
        .evidence['votes'];
    expect(await votes(1)).toEqual(await votes(1));
    expect(
      new Set(await Promise.all([1, 2, 3, 4].map(async (n) => String(await votes(n))))).size,
    ).toBeGreaterThan(1);
  });

  it('plans the votes and the radius of a unanimous one', () => {
    const method = settledOf({ lambda: 0.5, perturbations: 'grid' }, PIXELS);
    expect(splitting.passes(method)).toBe(255);
    expect(splitting.plan(method)).toEqual({
      least_draws: null,
      largest_radius: 127 * (1 / 255),
      expected_draws: [],
    });
    expect(splitting.plan({ ...method, perturbations: 'any' }).largest_radius).toBeCloseTo(128 / 510, 12);
  });

  it('speaks for certain, of the program', () => {
    expect(splitting.guarantee()).toEqual({ kind: 'deterministic', per: 'sample', arithmetic: 'float32' });
  });
});
