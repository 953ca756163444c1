import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { VERDICTS } from '../../../src/certify/outcome.ts';
import type { Row } from '../../../src/service/job.ts';
import { byStrength, fromStrongest } from '../../../src/service/report/strength.ts';
import { aRow } from '../../support/records.ts';

const indices = (rows: readonly Row[]) => rows.map(({ index }) => index);

describe('the strength of results', () => {
  it('goes from no proof over a class alone to certificates, and among these by radius and evidence', () => {
    const rows = [
      aRow(0, { verdict: 'certified', radius: 0.5 }),
      aRow(1, { verdict: 'certified', radius: 0.1, evidence: { p_lower: 0.9 } }),
      aRow(2, { verdict: 'certified', radius: 0.1, evidence: { p_lower: 0.8 } }),
      aRow(3, { verdict: 'predicted', radius: null }),
      aRow(4, { verdict: 'abstained', radius: null, evidence: { p_lower: 0.4 } }),
      aRow(5, { verdict: 'undecided', radius: null, evidence: { margin_lower: -3 } }),
      aRow(6, { verdict: 'abstained', radius: null, evidence: { count: 20, n: 100 } }),
    ];
    expect(indices(rows.toSorted(byStrength))).toEqual([5, 6, 4, 3, 2, 1, 0]);
    expect(indices(rows.toSorted(fromStrongest))).toEqual([0, 1, 2, 3, 4, 6, 5]);
  });

  it('leaves equals in the order of the data, from either end', () => {
    const rows = [aRow(7), aRow(3), aRow(5)];
    expect(indices(rows.toSorted(byStrength))).toEqual([3, 5, 7]);
    expect(indices(rows.toSorted(fromStrongest))).toEqual([3, 5, 7]);
  });

  it('is a total order: no two samples are equal, and it goes one way', () => {
    const row = fc.record({
      index: fc.nat(20),
      verdict: fc.constantFrom(...VERDICTS),
      radius: fc.constantFrom(null, 0, 0.1, 0.2),
      evidence: fc.constantFrom(
        {},
        { p_lower: 0.5 },
        { margin_lower: null },
        { count: 3, n: 0 },
        { margin: 2 },
      ),
    });
    for (const order of [byStrength, fromStrongest]) {
      fc.assert(
        fc.property(row, row, row, (a, b, c) => {
          expect(Math.sign(order(a, b)) + Math.sign(order(b, a))).toBe(0);
          if (a.index !== b.index) expect(order(a, b)).not.toBe(0);
          if (order(a, b) < 0 && order(b, c) < 0) expect(order(a, c)).toBeLessThan(0);
        }),
      );
    }
  });
});
