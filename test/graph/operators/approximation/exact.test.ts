import { describe, expect, it } from 'vitest';
import golden from '../../../golden/approximation.json' with { type: 'json' };
import { EXACT } from './exact.ts';

const { points, ...values } = golden as Record<string, (number | null)[]>;

describe.each(Object.entries(EXACT))('%s in double precision', (name, exact) => {
  it('agrees with fifty digits to twelve', () => {
    const known = values[name]!;
    const wrong = points!.filter((x, at) => {
      const value = known[at] ?? null;
      const got = exact(x!);
      if (value === null) return Number.isFinite(got);
      return !(Math.abs(got - value) <= 1e-12 * Math.abs(value) + 2 ** -1070);
    });
    expect(known.length).toBeGreaterThan(150);
    expect(wrong).toEqual([]);
  });
});

it('covers every known function', () => {
  expect(Object.keys(values)).toEqual(Object.keys(EXACT));
});
