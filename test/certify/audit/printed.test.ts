import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatOf, parsePrinted, precisionOf, roundedFrom } from '../../../src/certify/audit/printed.ts';

const read = (...texts: readonly string[]) => texts.map((text) => parsePrinted(text)!);
/** As Python's `{:.3}` prints: so many significant digits, zeros at the end left out. */
const shortened = (x: number, digits: number) => String(Number(x.toPrecision(digits)));

describe('a printed number', () => {
  it.each([
    ['0.48', 0.48, -1, -2],
    ['8.64e-05', 8.64e-5, -5, -7],
    ['1.0', 1, 0, -1],
    ['12', 12, 1, 0],
    ['1e2', 100, 2, 2],
    ['0.0', 0, null, -1],
    ['0.050', 0.05, -2, -3],
    ['+1.5E+0', 1.5, 0, -1],
  ])('%s', (text, value, first, last) => {
    expect(parsePrinted(text)).toEqual({ value, first, last });
  });

  it.each(['', 'nan', 'inf', 'Infinity', '-0.1', '1e999', '.5', '1,5', '0x10', '1_0', '1 2', '--1'])(
    'is not %j',
    (text) => {
      expect(parsePrinted(text)).toBe(null);
    },
  );
});

describe('the format of a log', () => {
  it('is found from digits that are there, and stands for those that were left out', () => {
    const log = read('0.48', '1.02', '0.879', '0.457', '8.64e-05', '1.7', '0.0');
    const format = formatOf(log);
    expect(format).toEqual({ kind: 'significant', digits: 3 });
    const { low, high } = roundedFrom(parsePrinted('1.7')!, format);
    expect([low, high].map((end) => end.toFixed(12))).toEqual(['1.695000000000', '1.705000000000']);
    expect(roundedFrom(parsePrinted('8.64e-05')!, format).high).toBeCloseTo(8.645e-5, 12);
    expect(precisionOf(parsePrinted('1.7')!, format)).toBe(3);
  });

  it('may be decimals', () => {
    const format = formatOf(read('0.0481', '1.0212', '0.879', '0.4571'));
    expect(format).toEqual({ kind: 'decimals', digits: 4 });
    expect(roundedFrom(parsePrinted('0.879')!, format).high).toBeCloseTo(0.87905, 12);
  });

  it('is none where numbers have digits of all lengths', () => {
    const format = formatOf(read('1', '1.5', '1.25', '1.125'));
    expect(format).toEqual({ kind: 'own', digits: null });
    expect(roundedFrom(parsePrinted('1.5')!, format)).toEqual({ low: 1.45, high: 1.55 });
    expect(formatOf(read('0.0'))).toEqual({ kind: 'own', digits: null });
    expect(formatOf([])).toEqual({ kind: 'own', digits: null });
  });

  it('never loses the number that was printed', () => {
    const numbers = fc.array(fc.double({ min: 1e-5, max: 20, noNaN: true }), { minLength: 1, maxLength: 60 });
    const printers: ((x: number) => string)[] = [
      (x) => shortened(x, 3),
      (x) => x.toFixed(4),
      (x) => x.toExponential(2),
      (x) => String(Math.round(x * 1000) / 1000),
      String,
    ];
    fc.assert(
      fc.property(numbers, fc.constantFrom(...printers), (values, print) => {
        const printed = values.map((value) => parsePrinted(print(value))!);
        const format = formatOf(printed);
        for (const [i, value] of values.entries()) {
          const { low, high } = roundedFrom(printed[i]!, format);
          expect(value).toBeGreaterThanOrEqual(low - 1e-15);
          expect(value).toBeLessThanOrEqual(high + 1e-15);
        }
      }),
    );
  });
});
