import fc from 'fast-check';
import { expect, it } from 'vitest';
import { RadiusTally } from '../../src/certify/radius-tally.ts';

it('counts as a list does, whenever it is asked', () => {
  const radius = fc.oneof(fc.constantFrom(0, 0.25, 0.5), fc.double({ min: 0, max: 3, noNaN: true }));
  fc.assert(
    fc.property(fc.array(radius, { maxLength: 300 }), fc.array(radius, { minLength: 1 }), (radii, asked) => {
      const tally = new RadiusTally();
      radii.forEach((one, i) => {
        tally.add(one);
        const from = asked[i % asked.length]!;
        expect(tally.at(from)).toBe(radii.slice(0, i + 1).filter((other) => other === from).length);
        expect(tally.from(from)).toBe(radii.slice(0, i + 1).filter((other) => other >= from).length);
      });
      expect([...tally.ascending()]).toEqual(radii.toSorted((a, b) => a - b));
    }),
  );
});

it('holds none at first', () => {
  expect(new RadiusTally().from(0)).toBe(0);
  expect(new RadiusTally().ascending()).toHaveLength(0);
});
