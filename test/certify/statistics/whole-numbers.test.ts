import { describe, expect, it } from 'vitest';
import { Keystream } from '../../../src/certify/statistics/keystream.ts';
import { WholeNumbers } from '../../../src/certify/statistics/whole-numbers.ts';
import { chiSquareScore } from '../chi-square.ts';
import { key } from '../numbers.ts';

/** 32-bit words as the numbers of 16 bits that they are read from. */
const bits = (...words: number[]) => Uint16Array.from(words.flatMap((w) => [w & 0xffff, w >>> 16]));

describe('WholeNumbers', () => {
  it('takes the whole part of w·n/2^32', () => {
    const numbers = new WholeNumbers(bits(2 ** 31 + 1, 2 ** 32 - 1, 2 ** 30 - 1, 2 ** 30));
    expect([numbers.below(10), numbers.below(1), numbers.below(4), numbers.below(4)]).toEqual([5, 0, 0, 1]);
  });

  it('drops exactly the words that would make a number more likely than another', () => {
    // 2^32 mod 3 = 1: of all words only 0 leaves the remainder 0
    expect(new WholeNumbers(bits(0, 2 ** 32 - 1)).below(3)).toBe(2);
    expect(new WholeNumbers(bits(1)).below(3)).toBe(0);
    // 2^32 mod 5 = 1, and mod 7 = 4: w = 0 leaves 0, w = 613566757 = (2^32+3)/7 leaves 3, the next leaves 10
    const sevenths = new WholeNumbers(bits(0, 613_566_757, 613_566_758));
    expect(sevenths.below(7)).toBe(1);
    expect(() => sevenths.below(7)).toThrow('used up');
  });

  it('never drops a word for a power of two', () => {
    const numbers = new WholeNumbers(bits(0, 0, 0));
    expect([numbers.below(1), numbers.below(2), numbers.below(2 ** 21)]).toEqual([0, 0, 0]);
  });

  it('reads the words it is given and no others', () => {
    const numbers = new WholeNumbers(bits(0, 2 ** 31, 2 ** 30, 0), 1, 3);
    expect([numbers.below(4), numbers.below(4)]).toEqual([2, 1]);
    expect(() => numbers.below(4)).toThrow('used up');
  });

  it.each([2, 3, 10, 1000, 3 * 2 ** 19])('is uniform below %i', (n) => {
    const numbers = new WholeNumbers(new Keystream(key(n)).run(2, 0, 0, 26_000));
    const bins = Math.min(n, 1000);
    const counts = new Float64Array(bins);
    for (let i = 0; i < 100_000; i++) counts[Math.floor((numbers.below(n) * bins) / n)]! += 1;
    const share = (b: number) => Math.ceil(((b + 1) * n) / bins) - Math.ceil((b * n) / bins);
    const probabilities = Array.from(counts, (_, b) => share(b) / n);
    expect(Math.abs(chiSquareScore(counts, probabilities))).toBeLessThan(3.5);
  });
});
