import { expect, it } from 'vitest';
import { place } from '../../../../../src/adapters/http/console/browser/faults.ts';

const fault = (message: string, pointer?: string) => ({
  code: 'c',
  message,
  ...(pointer !== undefined && { pointer }),
});

it('puts faults to their field, else to the nearest around it, and keeps the others', () => {
  const faults = [
    fault('exact', '/method/sigma'),
    fault('second', '/method/epsilon/1'),
    fault('inside', '/method/target/radius'),
    fault('begins alike only', '/method/sigmas'),
    fault('of the whole'),
  ];
  const { at, rest } = place(faults, [
    '/method/sigma',
    '/method/epsilon',
    '/method/target',
    '/method/target/radius',
  ]);
  expect([...at]).toEqual([
    ['/method/sigma', ['exact']],
    ['/method/epsilon', ['second']],
    ['/method/target/radius', ['inside']],
  ]);
  expect(rest.map(({ message }) => message)).toEqual(['begins alike only', 'of the whole']);
});
