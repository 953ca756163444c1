import { describe, expect, it } from 'vitest';
import type { StructuredSettled } from '../../../../src/certify/certifiers/structured_ablation/request.ts';
import { structuredAblation } from '../../../../src/certify/certifiers/structured_ablation/structured-ablation.ts';
import { outcomeOf } from '../../../laws/certifier.ts';
import { numbers } from '../../numbers.ts';
import {
  ABSENT,
  at,
  classifierOf,
  corners,
  open,
  problemOf,
  settledOf,
  windowsOf,
  type ClassOf,
} from './windowed.ts';

/** All contents of a patch of zeros and ones. */
function* contents(size: number): Generator<number[]> {
  for (let bits = 0; bits < 2 ** size; bits++) yield Array.from({ length: size }, (_, i) => (bits >> i) & 1);
}

/** A classifier of which nothing is known but what it has answered. */
function answering(uniform: () => number, classes: number): ClassOf {
  const table = new Map<string, number>();
  return (shown) => {
    const seen = shown.join();
    if (!table.has(seen)) table.set(seen, Math.floor(uniform() ** 3 * (classes + 0.5)));
    const label = table.get(seen)!;
    return label < classes ? label : null;
  };
}

describe('every patch within the radius', () => {
  it.each([
    { window: { kind: 'columns', side: 1 }, shape: [2, 6] },
    { window: { kind: 'rows', side: 2 }, shape: [7, 1] },
    { window: { kind: 'block', side: 1 }, shape: [3, 4] },
    { window: { kind: 'columns', side: 2 }, shape: [9] },
  ] as const)('keeps the class: $window.kind of $window.side in $shape', async ({ window, shape }) => {
    const uniform = numbers(window.side + shape.length);
    const [height, width] = shape.length === 2 ? shape : [1, shape[0]];
    const radii = new Set<number>();
    for (let round = 0; round < 16; round++) {
      const problem = problemOf([...shape], 2 + (round % 2));
      const method = settledOf(window, ABSENT, problem);
      const session = await open(method, classifierOf(5, problem, answering(uniform, problem.classes)));
      const values = Array.from({ length: height * width }, () => Math.round(uniform()));
      const { prediction, radius } = await outcomeOf(session, at(values));
      if (radius === null) continue;
      radii.add(radius);
      for (let side = 1; side <= Math.min(radius, 3); side++) {
        const [tall, broad] = [Math.min(side, height), Math.min(side, width)];
        for (const [top, left] of corners(height, width, side))
          for (const content of contents(tall * broad)) {
            const patched = [...values];
            for (const [j, x] of content.entries())
              patched[(top + Math.floor(j / broad)) * width + left + (j % broad)] = x;
            expect((await outcomeOf(session, at(patched))).prediction).toBe(prediction);
          }
      }
    }
    expect(Math.max(...radii)).toBeGreaterThan(0);
  });
});

describe('the worst classifier', () => {
  const [HEIGHT, WIDTH] = [6, 9];
  const problem = problemOf([HEIGHT, WIDTH]);
  const picture = Array.from({ length: HEIGHT * WIDTH }, (_, i) => i / 100);
  const patched = (side: number): number[] =>
    picture.map((x, i) => {
      const [row, column] = [Math.floor(i / WIDTH), i % WIDTH];
      return row >= 1 && row <= side && column >= 2 && column < 2 + side ? 5 + x : x;
    });
  const winnerOf = async (method: StructuredSettled, classOf: ClassOf, values: readonly number[]) =>
    outcomeOf(await open(method, classifierOf(4, problem, classOf)), at(values));

  it.each([
    { window: { kind: 'columns', side: 2 }, side: 1 },
    { window: { kind: 'columns', side: 1 }, side: 3 },
    { window: { kind: 'rows', side: 2 }, side: 1 },
    { window: { kind: 'block', side: 3 }, side: 1 },
    { window: { kind: 'block', side: 2 }, side: 2 },
  ] as const)(
    'turns where the patch is seen: $window.kind of $window.side bear $side pixels and not one vote fewer',
    async ({ window, side }) => {
      const method = settledOf(window, ABSENT, problem);
      const all = structuredAblation.passes(method);
      const { kind, side: s } = window;
      const seen = kind === 'block' ? (side + s - 1) ** 2 : side + s - 1;
      for (const leader of [0, 1]) {
        const half = Math.ceil((all + leader) / 2); // a tie is won by class 0
        /** Of the windows that see nothing of the patch as many are for the leader as it takes, or one fewer. */
        const turning = (kept: number): ClassOf => {
          const known = new Map<string, number>();
          let left = kept;
          return (shown) => {
            if (shown.some((x) => x > 4)) return 1 - leader;
            const text = shown.join();
            if (!known.has(text)) {
              const untouched = windowsOf(window, HEIGHT, WIDTH).find((pixels) =>
                pixels.every((i) => shown[i] === Math.fround(picture[i]!)),
              )!;
              const touched = untouched.some((i) => patched(side)[i]! > 4);
              known.set(text, touched || left-- > 0 ? leader : 1 - leader);
            }
            return known.get(text)!;
          };
        };
        expect(half + seen).toBeLessThanOrEqual(all);
        const borne = turning(half);
        expect(await winnerOf(method, borne, picture)).toMatchObject({
          verdict: 'certified',
          norm: 'patch',
          prediction: leader,
          radius: side,
          evidence: { leader, copies: all, uncounted: 0 },
        });
        expect(await winnerOf(method, borne, patched(side))).toMatchObject({ prediction: leader });
        const fatal = turning(half - 1);
        expect(await winnerOf(method, fatal, picture)).toMatchObject({
          prediction: leader,
          radius: side - 1,
        });
        expect(await winnerOf(method, fatal, patched(side))).toMatchObject({ prediction: 1 - leader });
      }
    },
  );
});
