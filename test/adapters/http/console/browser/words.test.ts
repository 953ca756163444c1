import { describe, expect, it } from 'vitest';
import {
  duration,
  number,
  percent,
  said,
  size,
  worded,
} from '../../../../../src/adapters/http/console/browser/words.ts';

describe('words', () => {
  it('name fields for people, and leave the letters of formulas', () => {
    expect(['two_sided', 'sigma', 'n0', 'b'].map(worded)).toEqual(['Two sided', 'Sigma', 'n0', 'b']);
  });

  it('write numbers as people do', () => {
    expect([0.44711, 1e-7, 12345, 0, null, undefined].map((one) => number(one))).toEqual([
      '0.4471',
      '1.00e-7',
      '12,345',
      '0',
      '–',
      '–',
    ]);
  });

  it('never round a share up', () => {
    expect([1, 0.9999, 0.29, 0, null].map(percent)).toEqual(['100.0 %', '99.9 %', '29.0 %', '0.0 %', '–']);
  });

  it('tell times and sizes', () => {
    expect([0.2, 61, 600, 9000, 259_200].map(duration)).toEqual([
      'less than a second',
      '61 s',
      '10 min',
      '3 h',
      '3 days',
    ]);
    expect([12, 154_190, 3_000_000].map(size)).toEqual(['12 B', '154 kB', '3 MB']);
  });

  it('say any value in a line', () => {
    expect(said({ step: 0.0625, of: ['a', 1], no: null, is: true })).toBe(
      'step 0.0625, of a, 1, no –, is true',
    );
  });
});
