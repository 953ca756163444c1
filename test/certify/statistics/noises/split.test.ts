import { describe, expect, it } from 'vitest';
import { placeOnGrid } from '../../../../src/certify/statistics/grid.ts';
import { SplitNoise } from '../../../../src/certify/statistics/noises/split.ts';
import { splitRadius } from '../../../../src/certify/statistics/radii/split.ts';
import { voteMargin } from '../../../../src/certify/statistics/radii/vote-margin.ts';
import golden from '../../../golden/noises.json' with { type: 'json' };
import { chiSquareScore } from '../../chi-square.ts';
import { key, numbers } from '../../numbers.ts';

const bytes = (hex: string) => Uint8Array.from(Buffer.from(hex, 'hex'));

describe('known answers', () => {
  it.each(golden.splits)('draw $draw at λ = $lambda', ({ grid, lambda, seed, draw, places, values }) => {
    const noise = new SplitNoise(grid, lambda, places.length, bytes(seed));
    const out = new Float32Array(places.length);
    noise.fill(out, Int32Array.from(places), { draw });
    expect(Buffer.from(out.buffer).toString('hex')).toBe(values);
  });
});

/** All draws of a sample, a row each. */
function rows(noise: SplitNoise, places: readonly number[]): Float32Array[] {
  const out = new Float32Array(noise.votes * places.length);
  noise.fill(out, Int32Array.from(places), { draw: 0 });
  return Array.from({ length: noise.votes }, (_, s) => out.slice(s * places.length, (s + 1) * places.length));
}

const GRIDS = [
  { grid: { step: 1, low: 0, high: 20 }, lambda: 6 },
  { grid: { step: 0.125, low: -1, high: 1 }, lambda: 0.25 },
  { grid: { step: 1 / 255, low: 0, high: 1 }, lambda: 0.5 },
  { grid: { step: 1, low: 0, high: 9 }, lambda: 0.5 },
  { grid: { step: 1, low: 0, high: 4 }, lambda: 40 },
];

describe.each(GRIDS)(
  'the cuts of $grid.step from $grid.low to $grid.high at λ = $lambda',
  ({ grid, lambda }) => {
    const noise = new SplitNoise(grid, lambda, 3, key(6));
    const last = Math.round((grid.high - grid.low) / grid.step);

    it('part every two neighbours in exactly one draw, whatever the coordinate', () => {
      for (let i = 0; i < last; i++) {
        const [here, there] = [rows(noise, [i, i, i]), rows(noise, [i + 1, i + 1, i + 1])];
        for (const j of [0, 1, 2]) expect(here.filter((row, s) => row[j] !== there[s]![j]).length).toBe(1);
      }
    });

    it('leave a piece at most 2λ long around every coordinate, shown by its middle', () => {
      for (let i = 0; i <= last; i++) {
        const x = Math.fround(grid.low + i * grid.step);
        for (const row of rows(noise, [i, 0, last])) {
          expect(Math.abs(row[0]! - x)).toBeLessThan(Math.max(lambda, grid.step / 2) + 1e-6);
          expect(row.every((value) => value >= noise.ends[0] && value <= noise.ends[1])).toBe(true);
        }
      }
    });
  },
);

describe('the split noise', () => {
  it('moves coordinates by offsets that are uniform, and different for another key', () => {
    const grid = { step: 1, low: 0, high: 20 };
    const { offsets, votes } = new SplitNoise(grid, 6, 100_000, key(3));
    expect(votes).toBe(12);
    const counts = new Float64Array(votes);
    for (const v of offsets) counts[v]! += 1;
    expect(Math.abs(chiSquareScore(counts, new Array<number>(votes).fill(1 / votes)))).toBeLessThan(3.5);
    expect(new SplitNoise(grid, 6, 20, key(3)).offsets).toEqual(offsets.subarray(0, 20));
    expect(new SplitNoise(grid, 6, 20, key(4)).offsets).not.toEqual(offsets.subarray(0, 20));
  });

  it('gives the same draws in parts, and begins again after the last', () => {
    const noise = new SplitNoise({ step: 1, low: 0, high: 20 }, 6, 5, key(3));
    const places = Int32Array.of(0, 3, 9, 19, 20);
    const whole = new Float32Array(5 * 30);
    noise.fill(whole, places, { draw: 0 });
    expect(whole.slice(60, 120)).toEqual(whole.slice(0, 60));
    const part = new Float32Array(5 * 7);
    noise.fill(part, places, { draw: 9 });
    expect(part).toEqual(whole.slice(45, 80));
  });

  it('refuses more votes than it has offsets for', () => {
    expect(() => new SplitNoise({ step: 1e-9, low: 0, high: 1e-6 }, 1, 1, key(1))).toThrow(RangeError);
  });
});

/** A classifier that knows nothing but what it is shown. */
type Table = Map<string, number>;

function count(noise: SplitNoise, places: readonly number[], table: Table, classes: number): number[] {
  const votes = new Array<number>(classes).fill(0);
  for (const row of rows(noise, places)) votes[table.get(row.join()) ?? 0]! += 1;
  return votes;
}

describe('the radius of the split noise', () => {
  const grid = { step: 1, low: 0, high: 5 };
  const noise = new SplitNoise(grid, 3.5, 2, key(9));
  const points = Array.from({ length: 36 }, (_, i) => [Math.floor(i / 6), i % 6] as const);

  it('is right about classifiers at random, for every point and every perturbation', () => {
    const uniform = numbers(2);
    let largest = 0;
    for (let round = 0; round < 60; round++) {
      const share = uniform();
      const table: Table = new Map();
      for (const point of points)
        for (const row of rows(noise, point))
          table.set(row.join(), uniform() < share ? 1 : uniform() < 0.5 ? 0 : 2);
      const winners = new Map(
        points.map((point) => [point.join(), voteMargin(count(noise, point, table, 3))!]),
      );
      for (const x of points) {
        const { leader, margin } = winners.get(x.join())!;
        const { steps, onGrid, anywhere } = splitRadius(margin, grid);
        largest = Math.max(largest, steps);
        for (let i = 0; i < 400; i++) {
          // off the grid, at half steps and between
          const moved = x.map((at) =>
            Math.min(
              5,
              Math.max(0, at + (uniform() < 0.5 ? 0.5 : uniform()) * (uniform() < 0.5 ? -1 : 1) * 2),
            ),
          );
          const place = placeOnGrid(grid, Float32Array.from(moved)).places;
          const distance = Math.abs(moved[0]! - x[0]) + Math.abs(moved[1]! - x[1]);
          if (distance <= anywhere) expect(winners.get(place.join())!.leader).toBe(leader);
        }
        for (const y of points)
          if (Math.abs(x[0] - y[0]) + Math.abs(x[1] - y[1]) <= onGrid)
            expect(winners.get(y.join())!.leader).toBe(leader);
      }
    }
    expect(largest).toBe(3);
  });

  // one coordinate, every draw of it different: of Q draws, r are parted, and of the others `kept` vote for the leader
  const wide = new SplitNoise({ step: 1, low: 0, high: 20 }, 6, 1, key(1));
  const harmful = (r: number, leader: number, kept: number): [here: number[], there: number[]] => {
    const [here, there] = [rows(wide, [4]), rows(wide, [4 + r])];
    const table: Table = new Map();
    let left = kept;
    for (const [s, row] of here.entries()) {
      const parted = row.join() !== there[s]!.join();
      table.set(row.join(), parted || left-- > 0 ? leader : 1 - leader);
      if (parted) table.set(there[s]!.join(), 1 - leader);
    }
    return [count(wide, [4], table, 2), count(wide, [4 + r], table, 2)];
  };

  it.each([
    [1, 0],
    [1, 1],
    [3, 0],
    [3, 1],
    [5, 0],
    [5, 1],
  ])('is attained at %i steps by class %i, and a step further another class wins', (r, leader) => {
    const half = 6 + leader; // a tie is won by class 0
    const [before, after] = harmful(r, leader, half);
    expect(before[leader]).toBe(r + half);
    expect(splitRadius(voteMargin(before)!.margin, { step: 1 }).steps).toBe(r);
    expect(voteMargin(after)!.leader).toBe(leader);
    expect(after).toEqual(leader === 0 ? [6, 6] : [5, 7]);
    const [same, beyond] = harmful(r + 1, leader, half - 1);
    expect(same).toEqual(before);
    expect(voteMargin(beyond)!.leader).toBe(1 - leader);
  });
});
