import { describe, expect, it } from 'vitest';
import { leadOf } from '../../../../src/certify/statistics/radii/lead.ts';
import { uniformRadius, uniformRadiusUp } from '../../../../src/certify/statistics/radii/uniform.ts';
import golden from '../../../golden/radii.json' with { type: 'json' };
import { lowerBoundLaws, upperBoundLaws } from '../../../laws/statistic.ts';
import { numbers } from '../../numbers.ts';

lowerBoundLaws(
  'uniformRadius',
  golden.pairs.flatMap(({ lower, rival, uniform }) =>
    Object.entries(uniform).map(([values, limit]) => ({
      name: `${lower} against ${rival} with ${values} values`,
      got: uniformRadius({ lower, rival }, Number(values), 1 / 255),
      limit,
    })),
  ),
  2 ** -50,
);
lowerBoundLaws(
  '2λ(p − ½)',
  golden.one_sided.map(({ lower, lambda, uniform }) => ({
    name: `${lower} at λ = ${lambda}`,
    got: uniformRadius(leadOf(lower), 2 ** 12, lambda / 2 ** 11),
    limit: uniform,
  })),
  2 ** -50,
);

upperBoundLaws(
  'uniformRadiusUp',
  golden.one_sided.map(({ lower, b, uniform_up }) => ({
    name: `${lower} at a scale of ${b}`,
    got: uniformRadiusUp(lower, 2 ** 12, b / 2 ** 11),
    limit: uniform_up,
  })),
  2 ** -50,
);

/** All N^d noises as a cube of places; a class for each. */
type Cube = (place: readonly number[]) => number;

/** A power of two, so that shares of N² are doubles. */
const N = 8;
const cells = Array.from({ length: N * N }, (_, i) => [Math.floor(i / N), i % N] as const);
const votes = (f: Cube, [dx, dy]: readonly [number, number], classes: number): number[] => {
  const counts = new Array<number>(classes).fill(0);
  for (const [i, j] of cells) counts[f([i + dx, j + dy])]! += 1;
  return counts;
};
const shifts = Array.from(
  { length: (2 * N + 1) ** 2 },
  (_, i) => [Math.floor(i / (2 * N + 1)) - N, (i % (2 * N + 1)) - N] as const,
);
const length = ([dx, dy]: readonly [number, number]): number => Math.abs(dx) + Math.abs(dy);

describe('uniform noise on a small grid, every noise counted', () => {
  const certified = (counts: readonly number[], leader: number): number => {
    const others = Math.max(...counts.filter((_, c) => c !== leader));
    return uniformRadius({ lower: counts[leader]! / N ** 2, rival: others / N ** 2 }, N, 1);
  };

  it('is right about classifiers at random', () => {
    const uniform = numbers(5);
    let largest = 0;
    for (let round = 0; round < 100; round++) {
      const share = uniform();
      const classes = new Map<string, number>();
      const f: Cube = (place) => {
        const known = classes.get(place.join()) ?? (uniform() < share ? 0 : uniform() < 0.5 ? 1 : 2);
        classes.set(place.join(), known);
        return known;
      };
      const counts = votes(f, [0, 0], 3);
      const leader = counts.indexOf(Math.max(...counts));
      const radius = certified(counts, leader);
      largest = Math.max(largest, radius);
      for (const shift of shifts.filter((shift) => radius > 0 && length(shift) <= radius)) {
        const moved = votes(f, shift, 3);
        expect(moved.every((count, c) => c === leader || count < moved[leader]!)).toBe(true);
      }
    }
    expect(largest).toBeGreaterThan(2);
  });

  it.each(shifts.filter(([dx, dy]) => dx >= 0 && dy >= 0 && dx + dy > 0))(
    'is right about the classifier that a step of (%i, %i) harms most, and exact for one coordinate',
    (dx, dy) => {
      const lost = N ** 2 - Math.max(0, N - dx) * Math.max(0, N - dy);
      // class 0 wherever the moved noise does not come, then on `kept` places where both come; else class 1
      const both = cells.filter(([i, j]) => i >= dx && j >= dy);
      for (let kept = 0; kept <= both.length; kept++) {
        const zero = new Set(both.slice(0, kept).map((place) => place.join()));
        const f: Cube = ([i, j]) => {
          const here = i! < N && j! < N;
          const there = i! >= dx && j! >= dy;
          return (here && !there) || zero.has([i, j].join()) ? 0 : 1;
        };
        const counts = votes(f, [0, 0], 2);
        expect(counts[0]).toBe(lost + kept);
        const moved = votes(f, [dx, dy], 2);
        expect(moved[0]).toBe(kept);
        const radius = counts[0]! > counts[1]! ? certified(counts, 0) : 0;
        if (radius >= dx + dy) expect(moved[0]).toBeGreaterThan(moved[1]!);
        const alone = dx === 0 || dy === 0;
        // equality at the radius, and the other class a step beyond
        if (alone && 2 * kept === N ** 2) expect(radius).toBeCloseTo(dx + dy, 12);
        if (alone && radius > 0 && radius < dx + dy - 1e-9) expect(moved[0]).toBeLessThan(moved[1]!);
      }
    },
  );
});

describe('uniformRadiusUp', () => {
  it('is 0 up to one half, and the scale at 1', () => {
    for (const p of [0, 0.3, 0.5]) expect(uniformRadiusUp(p, 8, 0.5)).toBe(0);
    expect(uniformRadiusUp(1, 8, 0.5)).toBeCloseTo(2, 14);
  });
});
