import { describe, expect, it } from 'vitest';
import { bar, curve, down, percent, table } from '../../src/demo/picture.ts';
import type { SummaryView } from '../../src/demo/client.ts';

const summary = (values: readonly number[]): SummaryView => ({
  samples: 10,
  clean_accuracy: 1,
  base_accuracy: 1,
  abstained: 0,
  average_certified_radius: 0.5,
  certified_accuracy: values.map((value, i) => ({ radius: i / 4, value })),
  guarantee: { confidence: 0.999 },
  statement: { confidence: 0.999, false_certificates_at_most: 0 },
});

describe('what the demo prints', () => {
  it('is never more than was measured', () => {
    expect(down(0.9496, 2)).toBe('0.94');
    expect(down(0.25, 2)).toBe('0.25');
    expect(down(1, 3)).toBe('1.000');
    expect(table(summary([0.9999]), [0])).toContain('99.9 %');
    expect(bar(0.999, 10)).toBe('█████████░');
  });

  it('prints a share as the per cent that it is, and what is between down', () => {
    expect([0.29, 0.28999999999999998, 0.92, 0.9199999999999999].map(percent)).toEqual([
      '29.0 %',
      '29.0 %',
      '92.0 %',
      '92.0 %',
    ]);
    expect(percent(0.9299)).toBe('92.9 %');
  });

  it('is a curve that falls as the values do', () => {
    const lines = curve(summary([1, 0.5, 0])).split('\n');
    expect(lines[0]).toMatch(/100 % ┤█ {2}$/);
    expect(lines[5]).toMatch(/50 % ┤██ $/);
    expect(lines.at(-1)).toContain('0.50');
  });
});
