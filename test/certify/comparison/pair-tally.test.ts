import fc from 'fast-check';
import { expect, it } from 'vitest';
import { NOT_CERTIFIED, PairTally } from '../../../src/certify/comparison/pair-tally.ts';

const reach = fc.oneof(
  fc.constant(NOT_CERTIFIED),
  fc.integer({ min: 0, max: 8 }).map((n) => n / 4),
);
const radii = fc
  .uniqueArray(fc.integer({ min: 0, max: 9 }), { minLength: 1 })
  .map((all) => all.sort((a, b) => a - b).map((n) => n / 4));

it('counts at every radius as if each pair were looked at there', () => {
  fc.assert(
    fc.property(radii, fc.array(fc.tuple(reach, reach), { maxLength: 30 }), (at, pairs) => {
      const tally = new PairTally(at);
      for (const [first, second] of pairs) tally.add(first, second);
      const count = (is: (a: boolean, b: boolean) => boolean, radius: number) =>
        pairs.filter(([a, b]) => is(a >= radius, b >= radius)).length;
      expect(tally.counts()).toEqual(
        at.map((radius) => ({
          radius,
          both: count((a, b) => a && b, radius),
          first_only: count((a, b) => a && !b, radius),
          second_only: count((a, b) => !a && b, radius),
          neither: count((a, b) => !a && !b, radius),
        })),
      );
    }),
  );
});
