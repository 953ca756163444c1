import { describe, expect, it } from 'vitest';
import { retryAfter } from '../../../src/adapters/webhook/retry-after.ts';

const now = new Date('2030-01-01T00:00:00.500Z');

describe('Retry-After', () => {
  it.each([
    ['0', 0],
    ['120', 120],
    [' 7 ', 7],
    ['99999999999', 86_400],
    ['Tue, 01 Jan 2030 00:02:00 GMT', 120],
    ['Mon, 31 Dec 2029 23:00:00 GMT', 0],
    ['Fri, 01 Jan 2100 00:00:00 GMT', 86_400],
  ])('%s', (header, seconds) => {
    expect(retryAfter(header, now)).toBe(seconds);
  });

  it.each([undefined, '', '-5', '1.5', '1e3', 'soon', '2030-01-02', 'Tue, 99 Foo 2030 00:00:00 GMT'])(
    '%s says nothing',
    (header) => {
      expect(retryAfter(header, now)).toBeNull();
    },
  );

  it('takes the first of several', () => {
    expect(retryAfter(['5', '9'], now)).toBe(5);
  });
});
