import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NORMS } from '../../../src/certify/outcome.ts';
import { RadiusTally } from '../../../src/certify/radius-tally.ts';
import { curveRadii } from '../../../src/service/report/curve.ts';
import { histogramOf } from '../../../src/service/report/histogram.ts';

function tallyOf(radii: readonly number[]): RadiusTally {
  const tally = new RadiusTally();
  for (const radius of radii) tally.add(radius);
  return tally;
}

const radii = fc.array(
  fc.oneof(fc.constantFrom(0, 0.05, 0.1), fc.double({ min: 0, max: 4, noNaN: true }), fc.nat(300)),
  { maxLength: 80 },
);

describe('a histogram', () => {
  it('has every certificate in the one bin that it belongs to', () => {
    fc.assert(
      fc.property(radii, radii, fc.constantFrom(...NORMS), (right, wrong, norm) => {
        const bins = histogramOf(tallyOf(right), tallyOf(wrong), norm);
        const inside = (all: readonly number[], from: number, to: number) =>
          all.filter((one) => (from === to ? one === from : one >= from && one < to)).length;
        for (const bin of bins) {
          expect(bin.right).toBe(inside(right, bin.from, bin.to));
          expect(bin.wrong).toBe(inside(wrong, bin.from, bin.to));
        }
        expect(bins.reduce((sum, bin) => sum + bin.right, 0)).toBe(right.length);
        expect(bins.reduce((sum, bin) => sum + bin.wrong, 0)).toBe(wrong.length);
        expect(bins.length).toBeLessThanOrEqual(26);
      }),
    );
  });

  it('has even bins where every sample has a radius of its own, however few', () => {
    const bins = histogramOf(tallyOf([0.1, 0.21, 0.33, 0.4, 0.52]), tallyOf([]), 'l2');
    expect(bins.every(({ from, to }) => to > from)).toBe(true);
  });

  it('has a bin for each radius where few are shared', () => {
    expect(histogramOf(tallyOf([0.1, 0.05, 0.1]), tallyOf([0.05]), 'linf')).toEqual([
      { from: 0.05, to: 0.05, right: 1, wrong: 1 },
      { from: 0.1, to: 0.1, right: 2, wrong: 0 },
    ]);
  });

  it.each(['l0', 'patch'] as const)('has whole bounds where pixels are counted: %s', (norm) => {
    const bins = histogramOf(tallyOf(Array.from({ length: 15 }, (_, i) => i)), tallyOf([]), norm);
    expect(bins).toHaveLength(15);
    expect(bins.every(({ from, to }) => Number.isInteger(from) && to === from + 1)).toBe(true);
  });
});

describe('the radii of a curve', () => {
  it('begin at 0, end at the largest and grow', () => {
    fc.assert(
      fc.property(radii, radii, (right, wrong) => {
        const at = curveRadii(tallyOf(right), tallyOf(wrong));
        expect(at[0]).toBe(0);
        expect(at.at(-1)).toBe(Math.max(0, ...right, ...wrong));
        expect(at).toEqual([...new Set(at)].sort((a, b) => a - b));
      }),
    );
  });

  it('are all at which it falls where these are few, and evenly spaced where they are many', () => {
    expect(curveRadii(tallyOf([0.3, 0.1]), tallyOf([0.2, 0.1]))).toEqual([0, 0.1, 0.2, 0.3]);
    const many = curveRadii(tallyOf(Array.from({ length: 1000 }, (_, i) => Math.sqrt(i))));
    expect(many).toHaveLength(161);
    expect(many[80]).toBeCloseTo(Math.sqrt(999) / 2, 12);
  });
});
