import { expect, it } from 'vitest';
import { lastLook, nextLook } from '../../../src/certify/statistics/anytime-schedule.ts';

it('looks after every draw at first, then ever more rarely, by less than 1/64', () => {
  const looks = [0];
  while (looks.at(-1)! < 1e6) looks.push(nextLook(looks.at(-1)!));
  expect(looks.slice(0, 129)).toEqual(Array.from({ length: 129 }, (_, n) => n));
  for (let i = 129; i < looks.length; i++) {
    expect(looks[i]! - looks[i - 1]!).toBeLessThanOrEqual(looks[i - 1]! / 64);
  }
  expect(looks.length).toBeLessThan(1100);
});

it('looks at the same numbers wherever it starts from', () => {
  const looks = new Set<number>();
  for (let n = 0; n < 20_000; n = nextLook(n)) looks.add(n);
  for (let n = 0; n < 19_000; n += 7) expect(looks.has(nextLook(n))).toBe(true);
});

it('looks at the numbers that people choose for a cap', () => {
  for (const n of [100, 250, 500, 1000, 1500, 2000, 5000, 10_000, 25_000, 1e5, 250_000, 1e6, 1e8])
    expect(lastLook(n)).toBe(n);
});

it('knows the last look before any number', () => {
  let look = 0;
  for (let n = 0; n < 20_000; n++) {
    if (nextLook(look) === n) look = n;
    expect(lastLook(n)).toBe(look);
  }
});
