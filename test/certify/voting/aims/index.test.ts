import { expect, it } from 'vitest';
import { aimOf } from '../../../../src/certify/voting/aims/index.ts';
import { EXACT, METHOD } from './method.ts';

const stated = (fields: object) => {
  const aim = aimOf({ ...METHOD, ...fields }, EXACT);
  const count = { votes: [950, 50], n: 1000 };
  const standing = aim.look(aim.start, count);
  return {
    keys: Object.keys(aim.outcome(standing, count).evidence),
    reached: aim.isReached(standing, count),
  };
};

it('follows the radius up to the cap where nothing else is asked for', () => {
  expect(stated({}).keys).toContain('radius_upper');
  expect(stated({}).reached).toBe(false);
});

it('decides at a radius, knows a radius to a width, bounds the others', () => {
  expect(stated({ target: { radius: 0.5 } }).keys).toContain('e_value');
  expect(stated({ target: { width: 0.2 } }).reached).toBe(true);
  expect(stated({ alpha_rival: 0.00025 }).keys).toContain('rival_upper');
});

it('has every row state what an extension goes on from', () => {
  for (const fields of [
    {},
    { target: { radius: 0.5 } },
    { target: { width: 0.2 } },
    { alpha_rival: 0.00025 },
  ])
    expect(stated(fields).keys).toEqual(
      expect.arrayContaining(['votes', 'n', 'noise_allowance', 'off_grid']),
    );
});
