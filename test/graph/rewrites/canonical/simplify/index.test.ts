import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { float, type GraphBuilder } from '../../../../../src/graph/builder.ts';
import type { Canonical } from '../../../../../src/graph/rewrites/canonical/canonical.ts';
import { SIMPLIFICATIONS } from '../../../../../src/graph/rewrites/canonical/simplify/index.ts';
import { stateFor } from '../../../../laws/rewrite.ts';
import { points, run } from '../../../../laws/rewrite/run.ts';
import { weights } from './weights.ts';

const FOLDER = join(import.meta.dirname, '../../../../../src/graph/rewrites/canonical/simplify');

function simplified(canonical: Canonical): Canonical {
  let state = canonical;
  for (let before: Canonical | null = null; before !== state;) {
    before = state;
    state = SIMPLIFICATIONS.reduce((one, rewrite) => rewrite(one), state);
  }
  return state;
}

const transposed = (b: GraphBuilder, x: string, perm: readonly number[]) =>
  b.node('Transpose', [x], { perm });

/** As a converter from the other layout writes it, with everything unfused. */
function exported(b: GraphBuilder, x: string): string {
  const scaled = b.node('Div', [b.node('Sub', [x, b.constant([0.5], [])]), b.constant([0.25, 0.3, 0.2])]);
  const image = transposed(b, scaled, [0, 3, 1, 2]);
  const conv = b.node('Conv', [image, weights(b, [4, 3, 2, 2])]);
  const biased = b.node('Add', [transposed(b, conv, [0, 2, 3, 1]), weights(b, [4], 2)]);
  const parts = [weights(b, [4], 3), weights(b, [4], 4), weights(b, [4], 5), b.constant([1, 2, 3, 4])];
  const normal = b.node('BatchNormalization', [transposed(b, biased, [0, 3, 1, 2]), ...parts], {
    epsilon: float(1e-3),
  });
  const relu = b.node('Relu', [transposed(b, normal, [0, 2, 3, 1])]);
  const flat = b.node('Flatten', [
    b.node('Dropout', [b.node('GlobalAveragePool', [transposed(b, relu, [0, 3, 1, 2])])]),
  ]);
  const dense = b.node('Add', [b.node('MatMul', [flat, weights(b, [4, 5], 6)]), weights(b, [5], 7)]);
  return b.node('Identity', [b.node('Softmax', [dense])]);
}

describe('SIMPLIFICATIONS', () => {
  it('holds every rewrite of the folder, by the name that it has in reports', () => {
    const sources = readdirSync(FOLDER).map((file) => readFileSync(join(FOLDER, file), 'utf8'));
    const rewrites = sources.flatMap(
      (text) => /export function (\w+)\(canonical: Canonical\): Canonical/.exec(text)?.[1] ?? [],
    );
    expect(SIMPLIFICATIONS.map(({ name }) => name).sort()).toEqual(rewrites.sort());
  });

  it('brings an unfused export to the layers that were meant', async () => {
    const before = await stateFor({ dims: [2, 5, 5, 3], build: exported });
    const after = simplified(before);
    const operators = after.model.graph.nodes.map(({ operator }) => operator);
    expect(operators).toEqual(['Add', 'Mul', 'Transpose', 'Conv', 'Relu', 'ReduceMean', 'Flatten', 'Gemm']);
    expect(after.tail).toBe('softmax');
    for (const x of points([2, 5, 5, 3])) {
      const [expected, got] = [await run(before, x), await run(after, x)];
      for (const [i, p] of expected.entries()) expect(Math.abs(got[i]! - p)).toBeLessThan(1e-4);
    }
  });
});
