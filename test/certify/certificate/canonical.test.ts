import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalText } from '../../../src/certify/certificate/canonical.ts';

describe('canonical JSON', () => {
  it('is that of RFC 8785, appendix B and section 3.2.3', () => {
    const numbers = [Number('333333333.33333329'), 1e30, 4.5, 2e-3, 0.000000000000000000000000001, -0];
    expect(canonicalText(numbers)).toBe('[333333333.3333333,1e+30,4.5,0.002,1e-27,0]');
    expect(canonicalText('€$\u000f\nA\'B"\\\\"/')).toBe('"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"');
    const keys = { '\u20ac': 1, '\r': 2, '\ufb33': 3, '1': 4, '\ud83d\ude00': 5, '\u0080': 6, '\u00f6': 7 };
    expect(canonicalText(keys)).toBe('{"\\r":2,"1":4,"\u0080":6,"ö":7,"€":1,"😀":5,"\ufb33":3}');
  });

  it('sorts keys that look like numbers as the text that they are', () => {
    expect(canonicalText({ 9: 'b', 10: 'a', a: { b: 1, '': 2 } })).toBe(
      '{"10":"a","9":"b","a":{"":2,"b":1}}',
    );
  });

  it('says the same and nothing else, whatever the order in which members were written', () => {
    const reversed = (value: unknown): unknown => {
      if (Array.isArray(value)) return value.map(reversed);
      if (value === null || typeof value !== 'object') return value;
      return Object.fromEntries(
        Object.entries(value)
          .map(([key, member]) => [key, reversed(member)] as const)
          .reverse(),
      );
    };
    fc.assert(
      fc.property(fc.jsonValue({ noUnicodeString: false }), (value) => {
        const plain: unknown = JSON.parse(JSON.stringify(value));
        const text = canonicalText(plain);
        expect(JSON.parse(text)).toEqual(plain);
        expect(canonicalText(reversed(plain))).toBe(text);
      }),
    );
  });

  it('leaves out what is undefined, and refuses what has no form', () => {
    expect(canonicalText({ a: undefined, b: null })).toBe('{"b":null}');
    for (const value of [NaN, Infinity, undefined, 1n, [undefined], () => 1, '\ud800', { '\udfff': 1 }])
      expect(() => canonicalText(value)).toThrow(TypeError);
  });
});
