import { describe, expect, it } from 'vitest';
import { radiiOf } from '../../../src/service/comparison/radii.ts';
import { METHOD } from '../../support/workplace.ts';

const interval = (sizes: object) => ({
  method: { name: 'interval', norm: 'linf', arithmetic: 'float32', domain: [0, 1], reach: 1, ...sizes },
});
const anytime = { method: { ...METHOD, n: undefined, n0: undefined, max_n: 1000, target: { radius: 0.3 } } };

describe('radii that nobody asked for', () => {
  it('are 0 and all that the methods were asked about', () => {
    const jobs = [interval({ epsilon: 0.05 }), interval({ epsilon: [0.02, 0.1] })];
    expect(radiiOf(jobs, 'linf')).toEqual([0, 0.02, 0.05, 0.1]);
  });

  it('reach as far as the method that can certify furthest', () => {
    const small = radiiOf([{ method: METHOD }], 'l2');
    const both = radiiOf([{ method: METHOD }, { method: { ...METHOD, sigma: 1 } }], 'l2');
    expect(small).toEqual([0, 0.25, 0.5]);
    expect(both.slice(0, small.length)).toEqual(small);
    expect(both.at(-1)).toBeGreaterThan(1);
  });

  it('have a target among them', () => {
    expect(radiiOf([{ method: METHOD }, anytime], 'l2')).toContain(0.3);
  });

  it('are not too many, and keep both ends', () => {
    const sizes = Array.from({ length: 60 }, (_, i) => (i + 1) / 100);
    const radii = radiiOf(
      [interval({ epsilon: sizes.slice(0, 30) }), interval({ epsilon: sizes.slice(30) })],
      'linf',
    );
    expect(radii).toHaveLength(40);
    expect([radii[0], radii.at(-1)]).toEqual([0, 0.6]);
    expect(radii).toEqual([...new Set(radii)].sort((a, b) => a - b));
  });
});
