import { describe, expect, it } from 'vitest';
import { APPROXIMATIONS } from '../../../../src/graph/operators/approximation.ts';
import { Writer } from '../../../../src/graph/rewrites/interval/writer.ts';
import { constantOfValues } from '../../../../src/graph/builder.ts';
import { neighbour } from '../../../laws/operator/floats.ts';
import { intervals, written } from './written.ts';

const MOST = 2 ** 128 - 2 ** 104;
const X = Float32Array.of(...intervals(1500).lower, MOST, -MOST, -0);
const dims = [X.length];

describe('a step', () => {
  it('up reaches the next number at least, and hardly goes on', async () => {
    const { up, down } = await written(dims, { x: X }, (emit) => ({
      up: emit.up('x'),
      down: emit.down('x'),
    }));
    for (const [i, x] of X.entries()) {
      expect(up[i]).toBeGreaterThanOrEqual(x === MOST ? Infinity : neighbour(x, 1));
      expect(down[i]).toBeLessThanOrEqual(x === -MOST ? -Infinity : neighbour(x, -1));
      if (Math.abs(x) > 1e38) continue;
      expect(up[i]).toBeLessThanOrEqual(x + Math.abs(x) * 2 ** -22 + 2 ** -125);
      expect(down[i]).toBeGreaterThanOrEqual(x - Math.abs(x) * 2 ** -22 - 2 ** -125);
    }
  });

  it('takes what is not finite to what is not finite', async () => {
    const x = Float32Array.of(Infinity, -Infinity, NaN);
    const { up, down } = await written([3], { x }, (emit) => ({ up: emit.up('x'), down: emit.down('x') }));
    expect([...up, ...down].some(Number.isFinite)).toBe(false);
  });
});

describe('widened ends', () => {
  const ACCURACIES = {
    ...APPROXIMATIONS,
    coarse: { relative: 1e-3, absolute: 0.5 },
    none: { relative: 0, absolute: 0 },
  };

  it.each(Object.entries(ACCURACIES))(
    'enclose what an approximation may give for what lies between: %s',
    async (_, accuracy) => {
      const { relative, absolute } = accuracy;
      const x = X.filter((one) => Math.abs(one) < 1e37);
      const { lower, upper } = await written([x.length], { x }, (emit) =>
        emit.widen({ lower: 'x', upper: 'x' }, accuracy),
      );
      for (const [i, computed] of x.entries()) {
        // The exact value may be so far away that the computed one is off by just as much as is allowed; and another one again.
        for (const [side, end] of [
          [1, upper[i]!],
          [-1, lower[i]!],
        ] as const) {
          const outward = Math.sign(computed) === side || computed === 0;
          const exact = outward
            ? (computed + side * absolute) / (1 - relative)
            : (computed + side * absolute) / (1 + relative);
          const other = exact + side * (Math.abs(exact) * relative + absolute);
          expect(side * end).toBeGreaterThanOrEqual(side * other);
        }
      }
    },
  );
});

describe('what is written', () => {
  it('is written once where it is the same', () => {
    const emit = new Writer('float32');
    const constant = constantOfValues([1, 2], [2]);
    expect(emit.scalar(0.5)).toBe(emit.scalar(0.5));
    expect(emit.scalar(0.5)).not.toBe(emit.scalar(0.25));
    expect(emit.ints([1, 2])).toBe(emit.ints([1, 2]));
    expect(emit.ints([1, 2])).not.toBe(emit.ints([12]));
    expect(emit.constant(constant)).toBe(emit.constant(constant));
    expect(emit.builder.build().initializers.length).toBe(5);
  });
});
