import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { across, down, stairs, ticks } from '../../../../../src/adapters/http/console/browser/curve.ts';

const box = { width: 120, height: 56, left: 8, bottom: 8, most: 2 };

describe('a curve', () => {
  it('stands on the lower of two neighbours between them', () => {
    const points = [
      { radius: 0, share: 1 },
      { radius: 1, share: 0.5 },
      { radius: 2, share: 0 },
    ];
    expect([across(box, 0), across(box, 2), down(box, 1), down(box, 0)]).toEqual([8, 108, 8, 48]);
    expect(stairs(points, box)).toBe('M8 8V28H58V48H108');
    expect(stairs([], box)).toBe('');
  });

  it('has round marks that do not go beyond it', () => {
    expect(ticks(1)).toEqual([0, 0.25, 0.5, 0.75, 1]);
    expect(ticks(0.3)).toEqual([0, 0.1, 0.2, 0.3]);
    expect(ticks(0)).toEqual([0]);
    fc.assert(
      fc.property(fc.double({ min: 1e-9, max: 1e9, noNaN: true }), (most) => {
        const marks = ticks(most);
        expect(marks.length).toBeGreaterThan(1);
        expect(marks.length).toBeLessThan(8);
        expect(marks.at(-1)!).toBeLessThanOrEqual(most * (1 + 1e-6));
      }),
    );
  });
});
