import { describe, expect, it } from 'vitest';
import type { Guarantee } from '../../src/certify/certifier.ts';
import {
  RunningSummary,
  summarise,
  type Asked,
  type Summary,
  type SummaryRow,
} from '../../src/certify/summary.ts';
import { nextDown } from '../../src/certify/statistics/rounding.ts';

const GUARANTEE: Guarantee = {
  kind: 'probabilistic',
  confidence: 0.999,
  per: 'sample',
  arithmetic: 'float32',
};

function row(
  label: number | null,
  prediction: number | null,
  radius: number | null,
  base = label,
): SummaryRow {
  const verdict = radius === null ? 'abstained' : 'certified';
  const correct = label === null ? null : prediction === label;
  return { label, prediction, base_prediction: base, correct, verdict, norm: 'l2', radius };
}

/** Of all the samples that were planned. */
const over = (rows: readonly SummaryRow[], radii?: readonly number[], asked: Partial<Asked> = {}): Summary =>
  summarise(rows, GUARANTEE, { radii, planned: rows.length, ...asked });

const ROWS = [row(1, 1, 0.5), row(2, 2, 0.25), row(3, 1, 2), row(4, null, null, 9), row(5, 5, 0.1)];

describe('summarise', () => {
  it('counts right and certified samples against all', () => {
    expect(over(ROWS, [0, 0.25, 0.5, 1])).toMatchObject({
      samples: 5,
      clean_accuracy: 0.6,
      base_accuracy: 0.8,
      certified: 4,
      predicted: 0,
      abstained: 1,
      undecided: 0,
      falsified: 0,
      average_certified_radius: expect.closeTo(0.17, 15) as number,
      certified_accuracy: [
        { radius: 0, value: 0.6, certified: 4 },
        { radius: 0.25, value: 0.4, certified: 3 },
        { radius: 0.5, value: 0.2, certified: 2 },
        { radius: 1, value: 0, certified: 1 },
      ],
      norm: 'l2',
      guarantee: GUARANTEE,
    });
  });

  it('rounds the average radius down, and not at all where it is exact', () => {
    const exact = over([row(1, 1, 0.5), row(1, 1, 0.25), row(1, 1, 0), row(1, 1, 0.25)]);
    expect(exact.average_certified_radius).toBe(0.25);
    const third = over([row(1, 1, 1), row(1, 0, 1), row(1, 0, 1)]).average_certified_radius!;
    // 3·third ≤ 1, exactly: a double times 3 fits 2^53 units of 2^−55.
    expect(BigInt(third * 2 ** 55) * 3n <= 1n << 55n).toBe(true);
    const tenths = over([row(1, 1, 0.1), row(1, 1, 0.2)]).average_certified_radius!;
    expect(tenths).toBe(0.15);
  });

  it('takes standard radii up to the largest', () => {
    const radii = over(ROWS).certified_accuracy.map(({ radius }) => radius);
    expect(radii).toEqual([0, 0.25, 0.5, 0.75, 1, 1.25, 1.5, 1.75, 2]);
  });

  it('has counts but no accuracy without labels', () => {
    const summary = over([row(null, 1, 0.5), row(null, null, null)], [0, 1]);
    expect(summary).toMatchObject({
      clean_accuracy: null,
      base_accuracy: null,
      average_certified_radius: null,
    });
    expect(summary.certified_accuracy).toMatchObject([
      { radius: 0, value: null, proved: null, population_lower: null, certified: 1 },
      { radius: 1, value: null, proved: null, population_lower: null, certified: 0 },
    ]);
  });

  it('counts a sample without a label as not right where others have one', () => {
    const summary = over([row(1, 1, 0.5), row(null, 1, 0.5)], [0]);
    expect(summary).toMatchObject({
      clean_accuracy: 0.5,
      base_accuracy: 0.5,
      average_certified_radius: 0.25,
    });
    expect(summary.certified_accuracy).toMatchObject([{ radius: 0, value: 0.5, certified: 2 }]);
  });

  it('has no curve for predictions, which claim no radius', () => {
    const rows = [{ ...row(1, 1, null), verdict: 'predicted', norm: null } as const];
    expect(over(rows)).toMatchObject({
      clean_accuracy: 1,
      predicted: 1,
      abstained: 0,
      average_certified_radius: null,
      certified_accuracy: [],
      norm: null,
    });
  });

  it('counts every verdict', () => {
    const rows = (['falsified', 'undecided', 'undecided'] as const).map((verdict) => ({
      ...row(1, 1, null),
      verdict,
    }));
    expect(over(rows)).toMatchObject({
      falsified: 1,
      undecided: 2,
      certified: 0,
      average_certified_radius: 0,
    });
  });

  it('says nothing about no samples', () => {
    expect(over([])).toMatchObject({
      samples: 0,
      clean_accuracy: null,
      certified_accuracy: [],
      norm: null,
    });
  });
});

describe('what is proved beside the shares', () => {
  const rows = Array.from({ length: 200 }, (_, i) => row(1, i < 190 ? 1 : 2, i < 100 ? 1 : 0.5));

  it('leaves out the certificates that may be false, at every radius', () => {
    const { statement, certified_accuracy: curve } = over(rows, [0, 1, 2]);
    expect(statement).toMatchObject({ confidence: 0.999, false_certificates_at_most: 3, of: 200 });
    expect(curve.map(({ value, proved }) => [value, proved])).toEqual([
      [0.95, nextDown(0.935)], // the double 0.935 is above 187/200
      [0.5, 0.485],
      [0, 0],
    ]);
  });

  it('counts all that were planned, and those without a row as not right', () => {
    const { statement, certified_accuracy: curve } = over(rows, [0], { planned: 10_000 });
    expect(statement.false_certificates_at_most).toBe(21);
    expect(curve[0]).toMatchObject({ value: 0.95, proved: 0.0169 });
    expect(curve[0]!.population_lower).toBeLessThan(0.016);
  });

  it('is another for another confidence', () => {
    const { statement } = over(rows, [0], { delta: 0.2 });
    expect(statement).toMatchObject({ confidence: 0.8, false_certificates_at_most: 0 });
  });

  it('takes predicted classes for certificates', () => {
    const predictions = rows.map(
      (one) => ({ ...one, verdict: 'predicted', norm: null, radius: null }) as const,
    );
    const { statement, population, certified_accuracy } = over(predictions);
    expect(certified_accuracy).toEqual([]);
    expect(statement.clean_accuracy).toBe(nextDown(0.935));
    expect(population.clean_accuracy).toBeCloseTo(0.883428, 6);
  });
});

describe('RunningSummary', () => {
  it('may be asked at any time, and in the end says the same', () => {
    const summary = new RunningSummary();
    ROWS.forEach((one, i) => {
      summary.add(one);
      expect(summary.state(GUARANTEE, { planned: i + 1 })).toEqual(over(ROWS.slice(0, i + 1)));
    });
  });

  it('does not depend on the order, but for the rounding of the average', () => {
    const { average_certified_radius: a, ...forwards } = over(ROWS);
    const { average_certified_radius: b, ...backwards } = over(ROWS.toReversed());
    expect(backwards).toEqual(forwards);
    expect(a).toBeCloseTo(b!, 15);
  });
});
