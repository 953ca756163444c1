import { describe, expect, it } from 'vitest';
import {
  LARGEST_REACH,
  noiseAllowance,
  noiseReach,
  noiseTable,
  noiseThresholds,
  tableOf,
  UNDECIDED,
} from '../../../src/certify/statistics/noise-table.ts';
import golden from '../../golden/noise.json' with { type: 'json' };

describe.each(golden.tables)(
  'the thresholds for sigma $sigma, step $step',
  ({ sigma, step, reach, thresholds }) => {
    const table = noiseThresholds(sigma, step, reach);

    it('are the known ones', () => {
      expect(noiseReach(sigma, step)).toBe(reach);
      expect(table.length).toBe(2 * reach);
      for (const [i, hex] of Object.entries(thresholds)) expect(table[Number(i)]!.toString(16)).toBe(hex);
    });

    it('ascend', () => {
      expect(table.every((t, i) => i === 0 || t >= table[i - 1]!)).toBe(true);
    });
  },
);

describe('noiseTable', () => {
  const { reach, decided, first, low } = noiseTable(0.25, 1 / 255);
  const thresholds = noiseThresholds(0.25, 1 / 255, reach);
  const countUpTo = (u: bigint) => thresholds.filter((t) => t <= u).length;

  it('decides a prefix only where all 2^48 continuations agree', () => {
    for (let u = 0; u < 65_536; u += 13) {
      const from = countUpTo(BigInt(u) << 48n);
      const to = countUpTo(((BigInt(u) + 1n) << 48n) - 1n);
      if (decided[u] === UNDECIDED) expect(to).toBeGreaterThanOrEqual(from);
      else expect([from, to]).toEqual([decided[u], decided[u]]);
    }
  });

  it('leaves few prefixes open', () => {
    const open = decided.filter((count) => count === UNDECIDED).length;
    expect(open).toBeGreaterThan(0);
    expect(open / 65_536).toBeLessThan(0.01);
  });

  it('lists the thresholds below every prefix, and their low bits', () => {
    expect(first[0]).toBe(0);
    expect(first[65_536]).toBe(thresholds.length);
    for (let u = 0; u < 65_536; u += 997)
      expect(first[u]).toBe(thresholds.filter((t) => t < BigInt(u) << 48n).length);
    expect(low.every((bits, i) => bits === Number(BigInt.asUintN(48, thresholds[i]!)))).toBe(true);
  });

  it('refuses noise that reaches too far', () => {
    expect(() => noiseTable(1, 1 / 4000)).toThrow(`do not fit ${LARGEST_REACH}`);
    expect(() => noiseTable(NaN, 1)).toThrow(RangeError);
  });
});

describe('tableOf', () => {
  it('holds any distribution, such as one of a single value', () => {
    const { reach, decided, low } = tableOf(() => [], 0);
    expect([reach, low.length]).toEqual([0, 0]);
    expect(decided.every((count) => count === 0)).toBe(true);
  });

  it('asks for no thresholds that it cannot hold', () => {
    const never = () => {
      throw new Error('asked');
    };
    expect(() => tableOf(never, LARGEST_REACH + 1)).toThrow('do not fit');
  });
});

describe('noiseAllowance', () => {
  it('covers the bins of every coordinate, and stays small', () => {
    const bins = 2 * noiseReach(0.25, 1 / 255) + 3;
    const allowance = noiseAllowance(0.25, 1 / 255, 3072);
    expect(allowance).toBeGreaterThanOrEqual(3072 * bins * 2 ** -64);
    expect(allowance).toBeLessThan(1e-9);
    expect(allowance).toBeLessThan(1.001 * 3072 * bins * 2 ** -64);
  });
});
