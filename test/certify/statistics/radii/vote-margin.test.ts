import { describe, expect, it } from 'vitest';
import { voteMargin } from '../../../../src/certify/statistics/radii/vote-margin.ts';

describe('voteMargin', () => {
  it.each([
    [[5, 2, 1], { leader: 0, margin: 3 }],
    [[2, 5, 1], { leader: 1, margin: 2 }],
    [[2, 5, 3], { leader: 1, margin: 2 }],
    [[1, 5, 3], { leader: 1, margin: 2 }],
    [[4, 4, 0], { leader: 0, margin: 0 }],
    [[3, 4, 0], { leader: 1, margin: 0 }],
    [[0, 0, 7], { leader: 2, margin: 6 }],
    [[7], { leader: 0, margin: 7 }],
    [[0, 0], null],
    [[], null],
  ])('of %j is %j', (votes, expected) => {
    expect(voteMargin(votes)).toEqual(expected);
  });

  it('is how many votes may turn, twice: every way to turn that many leaves the leader', () => {
    for (let a = 0; a <= 8; a++) {
      for (let b = 0; a + b <= 8; b++) {
        const votes = [a, b, 8 - a - b];
        const { leader, margin } = voteMargin(votes)!;
        const turned = (k: number, to: number) =>
          votes.map((n, c) => n + (c === to ? k : c === leader ? -k : 0));
        const wins = (counts: number[]) => counts.indexOf(Math.max(...counts)) === leader;
        const others = [0, 1, 2].filter((c) => c !== leader);
        const k = Math.floor(margin / 2);
        expect(others.every((to) => wins(turned(k, to)))).toBe(true);
        expect(others.every((to) => wins(turned(k + 1, to)))).toBe(false);
      }
    }
  });
});
