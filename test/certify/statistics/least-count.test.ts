import { expect, it } from 'vitest';
import { leastCount } from '../../../src/certify/statistics/least-count.ts';

it('finds the least number that is enough, in few questions', () => {
  for (const answer of [1, 2, 3, 7, 8, 9, 1000, 999_983]) {
    let questions = 0;
    expect(leastCount(1e6, (n) => ((questions += 1), n >= answer))).toBe(answer);
    expect(questions).toBeLessThanOrEqual(2 * Math.log2(answer) + 3);
  }
});

it('knows when none is', () => {
  expect(leastCount(1000, (n) => n > 1000)).toBe(null);
  expect(leastCount(1000, (n) => n >= 1000)).toBe(1000);
  expect(leastCount(0, () => true)).toBe(null);
});
