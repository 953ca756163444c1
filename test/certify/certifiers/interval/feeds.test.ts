import { expect, it } from 'vitest';
import { Boxes } from '../../../../src/certify/certifiers/interval/feeds.ts';

it('rounds sizes up and the domain outward, and leaves other rows zero', () => {
  const boxes = new Boxes([2, 3, 1, 1], [0.1, 0.7]);
  boxes.place(1, Float32Array.of(1, 2, 3), 4);
  boxes.widen(1, 0.3);
  const { x, epsilon, low, high, class: label } = boxes.feeds();
  expect([...x!.data]).toEqual([0, 0, 0, 1, 2, 3]);
  expect([epsilon!.dims, epsilon!.data[0]]).toEqual([[2, 1, 1, 1], 0]);
  expect(Number(epsilon!.data[1])).toBeGreaterThanOrEqual(0.3);
  expect(Number(epsilon!.data[1])).toBeLessThan(0.3 + 1e-7);
  expect(Number(low!.data[0])).toBeLessThanOrEqual(0.1);
  expect(Number(high!.data[0])).toBeGreaterThanOrEqual(0.7);
  expect([...label!.data]).toEqual([0n, 4n]);
});

it('gives every channel its own size', () => {
  const boxes = new Boxes([2, 3, 4, 4], null, [1, 2, 0.3]);
  boxes.widen(1, 0.7);
  const { epsilon, low, high } = boxes.feeds();
  expect(epsilon!.dims).toEqual([2, 3, 1, 1]);
  const sizes = Array.from(epsilon!.data, Number);
  expect(sizes.slice(0, 3)).toEqual([0, 0, 0]);
  for (const [c, size] of [0.7, 1.4, 0.21].entries()) {
    expect(sizes[3 + c]).toBeGreaterThanOrEqual(size);
    expect(sizes[3 + c]).toBeLessThan(size * (1 + 2e-7));
  }
  expect([low!.data[0], high!.data[0]]).toEqual([-Infinity, Infinity]);
});

it('leaves a size that is a float32 as it is', () => {
  const boxes = new Boxes([1, 2], null);
  boxes.widen(0, 0.25);
  expect(boxes.feeds()['epsilon']!.data[0]).toBe(0.25);
});
