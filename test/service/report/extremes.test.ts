import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Extremes } from '../../../src/service/report/extremes.ts';

const byNumber = (a: number, b: number) => a - b;

it('keeps the first of all by the order, whatever the order of arrival', () => {
  const many = fc.uniqueArray(fc.integer(), { maxLength: 60 });
  fc.assert(
    fc.property(many, fc.integer({ min: 1, max: 12 }), (items, limit) => {
      const extremes = new Extremes<number>(limit, byNumber);
      items.forEach((item, i) => {
        extremes.add(item);
        expect(extremes.items).toEqual(
          items
            .slice(0, i + 1)
            .sort(byNumber)
            .slice(0, limit),
        );
      });
    }),
  );
});

it('keeps those that came first of equal ones', () => {
  const extremes = new Extremes<{ key: number; name: string }>(2, (a, b) => a.key - b.key);
  for (const name of ['a', 'b', 'c']) extremes.add({ key: 1, name });
  expect(extremes.items.map(({ name }) => name)).toEqual(['a', 'b']);
});
