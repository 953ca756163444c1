import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { survival } from '../../../src/certify/audit/survival.ts';

const known = JSON.parse(
  readFileSync(new URL('../../golden/survival.json', import.meta.url), 'utf8'),
) as (readonly [z: number, value: string])[];

it('agrees with fifty digits on both sides of the place where its algebra changes', () => {
  expect(known.length).toBeGreaterThan(15);
  const off = known.filter(([z, value]) => Math.abs(survival(z) / Number(value) - 1) > 4e-14);
  expect(off).toEqual([]);
});

it('ends at 0', () => {
  expect(survival(40)).toBe(0);
  expect(survival(Infinity)).toBe(0);
});
