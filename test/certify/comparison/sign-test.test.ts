import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { holm } from '../../../src/certify/comparison/holm.ts';
import { signTest } from '../../../src/certify/comparison/sign-test.ts';
import golden from '../../golden/sign-test.json' with { type: 'json' };
import { upperBoundLaws } from '../../laws/statistic.ts';

const tails = golden.tails as [number, number, number][];
const families = golden.holm as [number[], number[]][];

upperBoundLaws(
  'the one-sided sign test',
  tails.map(([more, fewer, limit]) => ({
    name: `${more} against ${fewer}`,
    got: signTest(more, fewer),
    limit,
  })),
  1e-11,
);

upperBoundLaws(
  "Holm's adjustment",
  families.flatMap(([values, adjusted]) =>
    holm(values).map((got, i) => ({ name: `${i} of ${values.length}`, got, limit: adjusted[i]! })),
  ),
  1e-15,
);

const count = fc.integer({ min: 0, max: 3000 });

describe('the one-sided sign test', () => {
  it('falls with evidence for, and rises with evidence against', () => {
    fc.assert(
      fc.property(count, count, (more, fewer) => {
        const slack = 1 + 1e-9;
        expect(signTest(more + 1, fewer)).toBeLessThanOrEqual(signTest(more, fewer) * slack);
        expect(signTest(more, fewer + 1) * slack).toBeGreaterThanOrEqual(signTest(more, fewer));
      }),
      { numRuns: 200 },
    );
  });

  it('never speaks for both sides: the two p-values sum to no less than 1', () => {
    fc.assert(
      fc.property(count, count, (a, b) => signTest(a, b) + signTest(b, a) >= 1),
      { numRuns: 200 },
    );
  });

  it.each([
    [-1, 2],
    [0.5, 1],
    [1e8, 1],
    [Number.NaN, 1],
  ])('refuses %d and %d', (a, b) => expect(() => signTest(a, b)).toThrow(RangeError));
});
