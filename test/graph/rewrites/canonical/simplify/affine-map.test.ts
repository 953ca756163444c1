import { describe, expect, it } from 'vitest';
import type { GraphBuilder } from '../../../../../src/graph/builder.ts';
import { affineMapOf, isExact } from '../../../../../src/graph/rewrites/canonical/simplify/affine-map.ts';
import { Draft } from '../../../../../src/graph/rewrites/canonical/simplify/draft.ts';
import { stateFor } from '../../../../laws/rewrite.ts';

async function mapOf(build: (b: GraphBuilder, x: string) => string) {
  const draft = new Draft(await stateFor({ dims: [1, 2], build }));
  let map: ReturnType<typeof affineMapOf> = null;
  draft.each((node) => (map = affineMapOf(draft, node)));
  return map as ReturnType<typeof affineMapOf>;
}

const numbers = (map: Awaited<ReturnType<typeof mapOf>>) =>
  map && [map.scale, map.shift, map.size].map((one) => one && [...one.values]);

describe('affineMapOf', () => {
  it('knows scale, shift and the size of its terms', async () => {
    expect(numbers(await mapOf((b, x) => b.node('Mul', [x, b.constant([2, 3])])))).toEqual([
      [2, 3],
      null,
      null,
    ]);
    expect(numbers(await mapOf((b, x) => b.node('Add', [x, b.constant([2, -3])])))).toEqual([
      null,
      [2, -3],
      [2, 3],
    ]);
    expect(numbers(await mapOf((b, x) => b.node('Sub', [b.constant([-2]), x])))).toEqual([[-1], [-2], [2]]);
    expect(numbers(await mapOf((b, x) => b.node('Neg', [x])))).toEqual([[-1], null, null]);
  });

  it('is null for what is no affine map of one operand, or of other types', async () => {
    expect(await mapOf((b, x) => b.node('Mul', [x, x]))).toBeNull();
    expect(await mapOf((b, x) => b.node('Sub', [x, x]))).toBeNull();
    expect(await mapOf((b, x) => b.node('Relu', [x]))).toBeNull();
    expect(await mapOf((b, x) => b.node('Neg', [b.node('Cast', [x], { to: 11 })]))).toBeNull();
  });

  it('is exact where it only turns signs', async () => {
    expect(isExact((await mapOf((b, x) => b.node('Mul', [x, b.constant([1, -1])])))!)).toBe(true);
    expect(isExact((await mapOf((b, x) => b.node('Mul', [x, b.constant([1, 0])])))!)).toBe(false);
    expect(isExact((await mapOf((b, x) => b.node('Sub', [b.constant([0]), x])))!)).toBe(false);
  });
});
