import { describe, expect, it } from 'vitest';
import { pictureOf } from '../../../src/certify/ablations/picture.ts';
import { WindowAblation } from '../../../src/certify/ablations/windows.ts';
import { patchSide, positions, touched, type Window } from '../../../src/certify/statistics/radii/patch.ts';
import { voteMargin } from '../../../src/certify/statistics/radii/vote-margin.ts';

const ABSENT = { kind: 'value', value: -1 } as const;
const [HEIGHT, WIDTH] = [6, 9];
const picture = pictureOf([HEIGHT, WIDTH]);
const values = Float32Array.from({ length: HEIGHT * WIDTH }, (_, i) => i);
const WINDOWS: Window[] = [
  { kind: 'columns', side: 1 },
  { kind: 'columns', side: 3 },
  { kind: 'columns', side: 9 },
  { kind: 'rows', side: 2 },
  { kind: 'block', side: 1 },
  { kind: 'block', side: 3 },
  { kind: 'block', side: 6 },
];

/** What every position shows, a row each. */
function rows(window: Window, sample: Float32Array): Float32Array[] {
  const ablation = new WindowAblation(picture, window, ABSENT);
  const out = new Float32Array(ablation.votes * ablation.size);
  ablation.fill(out, sample, { draw: 0 });
  return Array.from({ length: ablation.votes }, (_, i) =>
    out.slice(i * ablation.size, (i + 1) * ablation.size),
  );
}

/** The picture with other content in a patch. */
const patched = (top: number, left: number, height: number, width: number): Float32Array =>
  values.map((x, i) => {
    const [row, column] = [Math.floor(i / WIDTH), i % WIDTH];
    return row >= top && row < top + height && column >= left && column < left + width ? 1000 + x : x;
  });

const differing = (here: Float32Array[], there: Float32Array[]): number =>
  here.filter((row, i) => row.join() !== there[i]!.join()).length;

describe.each(WINDOWS)('windows: $kind of $side', (window) => {
  const here = rows(window, values);

  it('show every pixel in as many positions as any other', () => {
    const counts = new Map<number, number>();
    for (const row of here) for (const x of row) if (x >= 0) counts.set(x, (counts.get(x) ?? 0) + 1);
    expect(counts.size).toBe(HEIGHT * WIDTH);
    expect(new Set(counts.values()).size).toBe(1);
    expect([...counts.values()][0]).toBe(window.kind === 'block' ? window.side ** 2 : window.side);
  });

  it('are touched by a patch, wherever it lies, in so many positions and no more', () => {
    for (const [height, width] of [
      [1, 1],
      [2, 2],
      [1, 3],
      [4, 2],
      [6, 9],
    ] as const) {
      const most = touched(window, picture, { height, width });
      for (let top = 0; top + height <= HEIGHT; top++)
        for (let left = 0; left + width <= WIDTH; left++)
          expect(differing(here, rows(window, patched(top, left, height, width)))).toBe(most);
    }
  });
});

/**
 * Votes on the picture and on one with a patch, of a classifier for which all votes turn where the patch is seen; of the other
 * positions `kept` vote for the leader.
 */
function harmful(window: Window, side: number, leader: number, kept: number): [number[], number[]] {
  const here = rows(window, values);
  const there = rows(window, patched(1, 2, side, side));
  const table = new Map<string, number>();
  let left = kept;
  for (const [i, row] of here.entries()) {
    const seen = row.join() !== there[i]!.join();
    table.set(row.join(), seen || left-- > 0 ? leader : 1 - leader);
    if (seen) table.set(there[i]!.join(), 1 - leader);
  }
  const count = (all: Float32Array[]) =>
    [0, 1].map((c) => all.filter((row) => table.get(row.join()) === c).length);
  return [count(here), count(there)];
}

describe.each([
  { kind: 'columns', side: 1, patch: 1 },
  { kind: 'columns', side: 3, patch: 1 },
  { kind: 'columns', side: 1, patch: 3 },
  { kind: 'rows', side: 2, patch: 1 },
  { kind: 'block', side: 1, patch: 2 },
  { kind: 'block', side: 3, patch: 1 },
  { kind: 'block', side: 3, patch: 2 },
] as const)('windows: $kind of $side, a patch of $patch', ({ kind, side, patch }) => {
  it.each([0, 1])(
    'certify what the harmful classifier bears, and not one vote fewer (class %i)',
    (leader) => {
      const window = { kind, side };
      const all = positions(window, picture);
      const enough = Math.ceil((all + leader) / 2); // a tie is won by class 0
      expect(enough + touched(window, picture, { height: patch, width: patch })).toBeLessThanOrEqual(all);
      const [before, after] = harmful(window, patch, leader, enough);
      expect(patchSide(voteMargin(before)!.margin, window, picture)).toBe(patch);
      expect(voteMargin(after)!.leader).toBe(leader);
      const [fewer, flipped] = harmful(window, patch, leader, enough - 1);
      expect(patchSide(voteMargin(fewer)!.margin, window, picture)).toBe(patch - 1);
      expect(voteMargin(flipped)!.leader).toBe(1 - leader);
    },
  );
});

describe('WindowAblation', () => {
  it('goes on at the other edge', () => {
    const columns = rows({ kind: 'columns', side: 3 }, values);
    expect([...columns[8]!.subarray(0, WIDTH)]).toEqual([0, 1, -1, -1, -1, -1, -1, -1, 8]);
    const blocks = rows({ kind: 'block', side: 2 }, values);
    const corner = [...blocks.at(-1)!].filter((x) => x >= 0);
    expect(corner).toEqual([0, 8, 45, 53]);
  });

  it('begins again after the last position, and anywhere between', () => {
    const ablation = new WindowAblation(picture, { kind: 'columns', side: 2 }, { kind: 'channels' });
    expect([ablation.votes, ablation.size]).toEqual([9, 108]);
    const whole = new Float32Array(20 * 108);
    ablation.fill(whole, values, { draw: 0 });
    expect(whole.slice(9 * 108, 18 * 108)).toEqual(whole.slice(0, 9 * 108));
    const part = new Float32Array(3 * 108);
    ablation.fill(part, values, { draw: 7 });
    expect(part).toEqual(whole.slice(7 * 108, 10 * 108));
  });

  it.each([
    { kind: 'columns', side: 10 },
    { kind: 'rows', side: 7 },
    { kind: 'block', side: 7 },
    { kind: 'block', side: 0 },
    { kind: 'columns', side: 1.5 },
  ] as const)('refuses $kind of $side', (window) => {
    expect(() => new WindowAblation(picture, window, ABSENT)).toThrow(RangeError);
  });
});
