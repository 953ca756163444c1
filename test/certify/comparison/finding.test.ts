import { describe, expect, it } from 'vitest';
import { findingsOf } from '../../../src/certify/comparison/finding.ts';
import type { PairCounts } from '../../../src/certify/comparison/pair-tally.ts';
import { signTest } from '../../../src/certify/comparison/sign-test.ts';

const SURE = { most: 0, risk: 0 };
const counts = (second_only: number, first_only: number, radius = 0): PairCounts => ({
  radius,
  both: 50,
  first_only,
  second_only,
  neither: 10,
});
const find = (counted: readonly PairCounts[], first = SURE, second = SURE, level = 0.05) =>
  findingsOf([{ counts: counted, first, second }], level)[0]!;

describe('findings', () => {
  it('ask both directions at once, so that looking first is no help', () => {
    const [one] = find([counts(12, 2)]);
    expect(one).toMatchObject({ more: 'second', first_only_true: 2, second_only_true: 12 });
    expect(one!.second_more.p_value).toBe(signTest(12, 2));
    expect(one!.second_more.adjusted_p_value).toBeCloseTo(2 * signTest(12, 2), 12);
    expect(one!.first_more.p_value).toBe(signTest(2, 12));
  });

  it('need more evidence where more is asked', () => {
    const alone = find([counts(9, 1)])[0]!;
    const among = find([counts(9, 1), counts(5, 5, 1), counts(4, 4, 2)])[0]!;
    expect(alone.more).toBe('second');
    expect(among.more).toBeNull();
    expect(among.second_more.p_value).toBe(alone.second_more.p_value);
    expect(among.second_more.adjusted_p_value).toBeCloseTo(6 * signTest(9, 1), 12);
  });

  it('say the same of the first as of the second when they change places', () => {
    const [one] = find([counts(3, 20)], { most: 1, risk: 0.001 }, { most: 4, risk: 0.002 });
    const [other] = find([counts(20, 3)], { most: 4, risk: 0.002 }, { most: 1, risk: 0.001 });
    expect(one!.more).toBe('first');
    expect(other!.more).toBe('second');
    expect(one!.first_more).toEqual(other!.second_more);
    expect(one!.first_only_true).toBe(other!.second_only_true);
  });

  it('leave out what may be false of the side that they speak for, and of no other', () => {
    const [one] = find([counts(12, 2)], { most: 5, risk: 0.001 }, { most: 3, risk: 0.001 });
    expect(one).toMatchObject({ second_only_true: 9, first_only_true: 0 });
    expect(one!.second_more.true_p_value).toBeCloseTo(signTest(9, 2) + 0.001, 12);
    expect(one!.second_more.true_p_value).toBeGreaterThan(one!.second_more.p_value);
  });

  it('are open where nothing tells the two apart', () => {
    expect(find([counts(0, 0)])[0]).toMatchObject({
      more: null,
      second_more: { p_value: 1, adjusted_p_value: 1, true_p_value: 1 },
    });
  });
});
