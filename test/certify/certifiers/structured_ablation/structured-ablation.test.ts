import { describe, expect, it } from 'vitest';
import { structuredAblation } from '../../../../src/certify/certifiers/structured_ablation/structured-ablation.ts';
import { certifierLaws, classifying, outcomeOf } from '../../../laws/certifier.ts';
import { numbers } from '../../numbers.ts';
import {
  ABSENT,
  at,
  classifierOf,
  corners,
  GONE,
  open,
  problemOf,
  settledOf,
  windowsOf,
  type ClassOf,
  type Window,
} from './windowed.ts';

/** The brighter half of a window's pixels decides; of a window in which all is dark nobody can tell. */
const bright: ClassOf = (shown) => {
  const seen = shown.filter((x) => x !== GONE);
  const sum = seen.reduce((a, b) => a + b, 0);
  return sum === 0 ? null : sum > seen.length / 2 ? 1 : 0;
};

/**
 * The laws, where the truth is counted by hand: the most adverse patch turns every window that sees one of its pixels against
 * the class. A pixel of 100 or 0 does that to `bright`, which takes any content for either class.
 */
function laws(window: Window, [height, width]: readonly [number, number]): void {
  const problem = problemOf([1, height, width]);
  const uniform = numbers(height * width);
  const samples = Array.from({ length: 12 }, (_, index) =>
    at(
      Array.from({ length: height * width }, () => (index === 0 ? 0 : uniform() * 0.1 * index)),
      index,
    ),
  );
  /** Votes with every window that sees a patch at (top, left) turned to `to`. */
  const votes = (values: Float32Array, seen: (pixel: number) => boolean, to: number) => {
    const counts = [0, 0];
    for (const pixels of windowsOf(window, height, width)) {
      const label = pixels.some(seen) ? to : bright(Float32Array.from(pixels, (i) => values[i]!));
      if (label !== null) counts[label]! += 1;
    }
    return counts;
  };
  const winner = ([none, one]: number[]): number => (one! > none! ? 1 : 0);
  certifierLaws(
    structuredAblation,
    { name: 'structured_ablation', window, absent: ABSENT },
    {
      problem,
      samples,
      subject: async (batch) => classifying(classifierOf(batch, problem, bright)),
      truth({ values }) {
        const own = winner(votes(values, () => false, 0));
        const turned = (side: number): boolean =>
          corners(height, width, side).some(([top, left]) => {
            const inside = (i: number): boolean => {
              const [row, column] = [Math.floor(i / width), i % width];
              return row >= top && row < top + side && column >= left && column < left + side;
            };
            return winner(votes(values, inside, 1 - own)) !== own;
          });
        let side = 0;
        while (side < Math.max(height, width) && !turned(side + 1)) side++;
        return { class: own, radius: side };
      },
    },
  );
}

laws({ kind: 'columns', side: 2 }, [3, 16]);
laws({ kind: 'rows', side: 1 }, [11, 4]);
laws({ kind: 'block', side: 2 }, [10, 12]);

describe('structured ablation', () => {
  it('shows a second set of channels, the same for either layout, and encodes whole samples for the plain model', async () => {
    const uniform = numbers(8);
    const [channels, height, width] = [3, 4, 6];
    const first = Array.from({ length: channels * height * width }, () => uniform());
    const last = Array.from({ length: first.length }, (_, i) => {
      const [pixel, channel] = [Math.floor(i / channels), i % channels];
      return first[channel * height * width + pixel]!;
    });
    const rowsOf = async (layout: 'NCHW' | 'NHWC', values: readonly number[]) => {
      const shape = layout === 'NCHW' ? [6, height, width] : [height, width, 6];
      const problem = { ...problemOf(shape), layout };
      const rows: Float32Array[] = [];
      const spy = classifierOf(1, problem, (row) => (rows.push(row.slice()), row[0]! > 0 ? 1 : 0));
      const session = await open(settledOf({ kind: 'block', side: 2 }, 'channels', problem), spy);
      const outcome = await outcomeOf(session, at(values));
      return { outcome, rows, plain: session.plain(at(values)) };
    };
    const [planes, pixels] = [await rowsOf('NCHW', first), await rowsOf('NHWC', last)];
    expect(planes.outcome).toEqual(pixels.outcome);
    expect(planes.rows).toHaveLength(24);
    const turned = (row: Float32Array) =>
      row.map((_, i) => row[(i % 6) * height * width + Math.floor(i / 6)]!);
    expect(planes.rows.map(turned)).toEqual(pixels.rows);
    expect(turned(planes.plain)).toEqual(pixels.plain);
    expect([...planes.plain]).toEqual([
      ...first.map(Math.fround),
      ...first.map((x) => Math.fround(1 - Math.fround(x))),
    ]);
    expect([...planes.rows[0]!].filter((x) => x !== 0)).toHaveLength(4 * 6);
  });

  it('answers the same in batches of 1 and of 256', async () => {
    const problem = problemOf([1, 20, 20]);
    const method = settledOf({ kind: 'block', side: 5 }, ABSENT, problem);
    const uniform = numbers(3);
    const sample = at(Array.from({ length: 400 }, () => uniform() * 1.2));
    const [one, many] = await Promise.all(
      [1, 256].map(async (batch) =>
        outcomeOf(await open(method, classifierOf(batch, problem, bright)), sample),
      ),
    );
    expect(one).toEqual(many);
    expect(one!.evidence['copies']).toBe(400);
  });

  it('refuses samples and models of another size', async () => {
    const problem = problemOf([1, 4, 6]);
    const method = settledOf({ kind: 'columns', side: 1 }, ABSENT, problem);
    const session = await open(method, classifierOf(4, problem, bright));
    await expect(session.certify(at([0, 1]))).rejects.toThrow(
      '2 values for a method that shows windows of 24',
    );
    for (const shape of [
      [1, 6, 4],
      [1, 4, 8],
      [1, 5, 6],
    ])
      await expect(open(method, classifierOf(4, problemOf(shape), bright))).rejects.toThrow(
        `4 × 6 pixels for a model of [${shape.join(', ')}]`,
      );
  });

  it('plans the votes and the patch of a unanimous one', () => {
    const method = settledOf({ kind: 'columns', side: 4 }, ABSENT, problemOf([1, 32, 32]));
    expect(structuredAblation.passes(method)).toBe(32);
    expect(structuredAblation.plan(method)).toEqual({
      least_draws: null,
      largest_radius: 13,
      expected_draws: [],
    });
    expect(structuredAblation.guarantee()).toEqual({
      kind: 'deterministic',
      per: 'sample',
      arithmetic: 'float32',
    });
  });
});
