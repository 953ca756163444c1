import { describe, expect, it } from 'vitest';
import { isPaused, type Carry, type Sample } from '../../../src/certify/certifier.ts';
import type { Classifier } from '../../../src/certify/classifier.ts';
import type { Copies } from '../../../src/certify/exhaustive/copies.ts';
import { openExhaustive } from '../../../src/certify/exhaustive/session.ts';
import { outcomeOf } from '../../laws/certifier.ts';
import { numbers } from '../numbers.ts';
import { rowClassifier } from '../synthetic.ts';

/** Way i shows coordinate i, and its number: a perturbation of k coordinates changes k of the ways. */
const coordinates = (count: number): Copies => ({
  count,
  size: 2,
  ends: [0, count],
  at: ({ values }) => ({
    distance: 0,
    fill(out, { draw }) {
      for (let row = 0; row < out.length / 2; row++) {
        const i = (draw + row) % count;
        out.set([i, values[i]!], 2 * row);
      }
    },
  }),
});

const sampleOf = (values: readonly number[]): Sample => ({
  index: 5,
  values: Float32Array.from(values),
  label: null,
});

const poll = (classifier: Classifier, count: number) =>
  openExhaustive({
    classifier,
    copies: coordinates(count),
    norm: 'l0',
    proof: (margin) => ({ radius: Math.floor(margin / 2), evidence: { of: 'coordinates' } }),
  });

/** The class that a way's value names; beyond the classes a tie, or a NaN. */
const naming = (batch: number, classes = 3): Classifier =>
  rowClassifier(batch, classes, [2], ([, value]) =>
    Array.from({ length: classes }, (_, label) =>
      value === classes ? 1 : value === classes + 1 ? NaN : Number(label === value),
    ),
  );

describe('an exhaustive vote', () => {
  it.each([1, 2, 7, 256])('counts every way once, in batches of %i, and states the margin', async (batch) => {
    expect(await outcomeOf(poll(naming(batch), 9), sampleOf([1, 1, 1, 0, 0, 1, 2, 3, 4]))).toEqual({
      verdict: 'certified',
      prediction: 1,
      norm: 'l0',
      radius: 0,
      evidence: {
        leader: 1,
        margin: 1,
        votes: [2, 4, 1],
        uncounted: 2,
        copies: 9,
        of: 'coordinates',
      },
    });
  });

  it('certifies nothing where nobody has a vote', async () => {
    const { verdict, prediction, radius, reason, evidence } = await outcomeOf(
      poll(naming(4), 6),
      sampleOf([3, 4, 3, 4, 3, 4]),
    );
    expect([verdict, prediction, radius]).toEqual(['undecided', null, null]);
    expect(reason).toContain('no copy');
    expect(evidence).toEqual({ leader: null, margin: null, votes: [0, 0, 0], uncounted: 6, copies: 6 });
  });

  it('shows way i in row i mod batch of batch ⌊i/batch⌋, begins again behind the last, and reports what it did', async () => {
    const seen: number[][] = [];
    const spy: Classifier = {
      ...naming(4),
      logits(input) {
        seen.push(Array.from({ length: 4 }, (_, row) => input[2 * row]!));
        return naming(4).logits(input);
      },
    };
    const reported: (number | undefined)[][] = [];
    await poll(spy, 6).certify(sampleOf([0, 0, 0, 0, 0, 0]), { progress: (...n) => reported.push(n) });
    expect(seen).toEqual([
      [0, 1, 2, 3],
      [4, 5, 0, 1],
    ]);
    expect(reported).toEqual([
      [4, 0],
      [2, 2],
    ]);
  });

  it.each([1, 3, 8])(
    'laid aside after every batch of %i, ends the same, with the same rows',
    async (batch) => {
      const values = [0, 1, 2, 3, 4, 1, 2, 1, 0, 2, 1, 1, 0, 4, 1, 1, 2];
      const classifier = rounding(batch, 4);
      const session = () => poll(classifier, values.length);
      const whole = await outcomeOf(session(), sampleOf(values));
      let [carried, pauses]: [Carry | null, number] = [null, 0];
      for (;;) {
        const result = await session().certify(sampleOf(values), { carried, pause: () => true });
        if (!isPaused(result)) {
          expect(result).toEqual(whole);
          break;
        }
        expect(result.interim).toBeUndefined();
        carried = JSON.parse(JSON.stringify(result.carry)) as Carry;
        pauses++;
      }
      expect(pauses).toBe(Math.ceil(values.length / batch) - 1);
    },
  );

  it('does not go on from a place where ways would change their rows, nor from too many votes', async () => {
    const carry = { selection: [0, 0, 0], estimation: [1, 1, 0] };
    const go = (carried: Carry) => poll(naming(4), 9).certify(sampleOf(Array(9).fill(1)), { carried });
    await expect(go({ ...carry, drawn: 6 })).rejects.toThrow('6 copies');
    await expect(go({ ...carry, drawn: 0 })).rejects.toThrow('2 votes of 0 draws');
    await expect(go({ ...carry, drawn: 12 })).rejects.toThrow('12 draws');
  });
});

/** Rounds by the row: what it answers depends on where in the batch it stands, on nothing else but what is shown. */
function rounding(batch: number, seed: number, classes = 3): Classifier {
  const table = new Map<string, number>();
  const uniform = numbers(seed);
  const chosen = (key: string): number => {
    if (!table.has(key)) table.set(key, Math.floor(uniform() ** 2 * (classes + 2)));
    return table.get(key)!;
  };
  return {
    ...naming(batch, classes),
    logits(input) {
      const named = input.slice();
      for (let row = 0; row < batch; row++)
        named[2 * row + 1] = chosen([row, input[2 * row], input[2 * row + 1]].join());
      return naming(batch, classes).logits(named);
    },
  };
}

describe('the margin of an exhaustive vote', () => {
  const WAYS = 6;
  const inputs = Array.from({ length: 2 ** WAYS }, (_, bits) =>
    Array.from({ length: WAYS }, (_, i) => (bits >> i) & 1),
  );
  const differing = (a: readonly number[], b: readonly number[]) => a.filter((x, i) => x !== b[i]).length;

  it('holds for every input within the radius, votes for nobody and rounding by rows included', async () => {
    const largest = new Set<number>();
    for (let seed = 1; seed <= 40; seed++) {
      const session = poll(rounding(4, seed, 1 + (seed % 3)), WAYS);
      const found = await Promise.all(
        inputs.map(async (x) => ({ x, outcome: await outcomeOf(session, sampleOf(x)) })),
      );
      for (const { x, outcome } of found) {
        if (outcome.radius === null) continue;
        largest.add(outcome.radius);
        for (const other of found) {
          if (differing(x, other.x) <= outcome.radius)
            expect(other.outcome.prediction).toBe(outcome.prediction);
        }
      }
    }
    expect([...largest].sort()).toEqual([0, 1, 2, 3]);
  });

  it('is lost a step further, where votes go to the rival one by one, and from nobody', async () => {
    const session = poll(naming(4), 7);
    const before = await outcomeOf(session, sampleOf([1, 1, 1, 1, 1, 0, 3]));
    expect(before).toMatchObject({ prediction: 1, radius: 1, evidence: { margin: 3 } });
    expect(await outcomeOf(session, sampleOf([0, 1, 1, 1, 1, 0, 3]))).toMatchObject({ prediction: 1 });
    expect(await outcomeOf(session, sampleOf([0, 0, 1, 1, 1, 0, 3]))).toMatchObject({ prediction: 0 });
  });
});

describe('the probe', () => {
  /** Class 1 where the value is above the mean of the batch. */
  const mixing: Classifier = {
    batch: 8,
    classes: 2,
    shape: [2],
    async logits(input) {
      const mean = input.reduce((sum, x, i) => sum + (i % 2 ? x : 0), 0) / 8;
      return Float32Array.from({ length: 16 }, (_, i) => (i % 2 === 0 ? mean : input[i]!));
    },
  };

  it.each([4, 5, 8])('finds rows that look at each other, with %i ways', async (count) => {
    const sample = sampleOf([5, 1, 2, 3, 2, 1, 3, 2].slice(0, count));
    expect(await poll(mixing, count).probe!(sample)).toContain('depends on the other rows');
    expect(await poll(naming(8), count).probe!(sample)).toBeNull();
  });
});
