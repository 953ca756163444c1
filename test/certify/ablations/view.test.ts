import { describe, expect, it } from 'vitest';
import { pictureOf } from '../../../src/certify/ablations/picture.ts';
import { View } from '../../../src/certify/ablations/view.ts';

const values = Float32Array.from({ length: 12 }, (_, i) => i / 16);

describe('View', () => {
  it('shows a pixel with all its channels, in the row it is told', () => {
    const view = new View(pictureOf([2, 2, 3]), { kind: 'value', value: -1 });
    const rows = new Float32Array(24);
    view.clear(rows);
    view.copy(rows, 12, view.whole(values), 4);
    const expected = new Float32Array(24).fill(-1);
    expected[16] = values[4]!;
    expected[22] = values[10]!;
    expect(rows).toEqual(expected);
  });

  it('shows it in both sets of channels', () => {
    const view = new View(pictureOf([2, 2, 3]), { kind: 'channels' });
    expect(view.size).toBe(24);
    const row = new Float32Array(24).fill(7);
    view.clear(row);
    view.copy(row, 0, view.whole(values), 0);
    const expected = new Float32Array(24);
    for (const [at, x] of [
      [0, values[0]!],
      [6, values[6]!],
      [12, 1 - values[0]!],
      [18, 1 - values[6]!],
    ] as const)
      expected[at] = x;
    expect(row).toEqual(expected);
  });

  it('refuses a sample of another size', () => {
    const view = new View(pictureOf([2, 2, 2]), { kind: 'channels' });
    expect(() => view.whole(values)).toThrow('a sample of 12 values for a picture of 8');
  });
});
