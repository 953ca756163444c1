import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { decimal, queryFaults } from '../../../src/adapters/http/query.ts';

const number = decimal(z.number());

describe('a number in a query', () => {
  it.each([
    ['0.001', 0.001],
    ['.001', 0.001],
    ['1e-3', 0.001],
    ['100000', 100_000],
  ])('may be written %s', (text, value) => {
    expect(number.parse(text)).toBe(value);
  });

  it.each(['', '.', '1.', '-1', '+1', '0x10', 'Infinity', 'NaN', ' 1', '1,5'])(
    'is not written "%s"',
    (text) => {
      expect(number.safeParse(text).success).toBe(false);
    },
  );
});

it('says of a query how a value is written, not that it is text', () => {
  const fault = (expected: string) =>
    queryFaults([
      { keyword: 'invalid_type', instancePath: '/n', schemaPath: '', params: { expected }, message: 'x' },
    ]);
  expect(fault('number')).toMatchObject([{ code: 'value_invalid', pointer: '#query/n' }]);
  expect(fault('number')[0]!.message).toContain('100000');
  expect(fault('boolean')[0]!.message).toBe('neither true nor false');
  expect(fault('array')[0]!.message).toBe('x');
});
