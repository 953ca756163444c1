import { expect, it } from 'vitest';
import { leadOf } from '../../../../src/certify/statistics/radii/lead.ts';

it('gives the rest to the rival, exactly from one half on and rounded up below', () => {
  expect(leadOf(0.75)).toEqual({ lower: 0.75, rival: 0.25 });
  expect(leadOf(1 - 2 ** -53).rival).toBe(2 ** -53);
  expect(leadOf(2 ** -60).rival).toBe(1);
  expect(leadOf(0.1).rival).toBeGreaterThanOrEqual(0.9);
});
