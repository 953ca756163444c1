import { expect, it } from 'vitest';
import { readArguments } from '../../src/cli/arguments.ts';
import { queryOf } from '../../src/cli/query.ts';

it('writes numbers as the service reads them, and leaves what is none for it to judge', () => {
  const options = {
    radii: { type: 'string' },
    delta: { type: 'string' },
    other: { type: 'string' },
  } as const;
  const args = readArguments(['--radii', '.25,0.5,1', '--delta=1e-7'], options);
  expect(queryOf(args, ['radii', 'delta', 'other']).toString()).toBe('radii=0.25%2C0.5%2C1&delta=1e-7');
  expect(queryOf(readArguments(['--radii', 'a,,1'], options), ['radii']).get('radii')).toBe('a,,1');
});
