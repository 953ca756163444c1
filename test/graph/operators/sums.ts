import { expect, it } from 'vitest';
import { evaluator } from '../../../src/adapters/onnxruntime/evaluator.ts';
import { GraphBuilder } from '../../../src/graph/builder.ts';
import { UNIT } from '../../../src/graph/float32.ts';
import type { Attributes } from '../../../src/graph/rewrites/interval/emit.ts';
import { canonical } from '../../../src/graph/rewrites/canonical/compile.ts';
import { obstaclesOf } from '../../../src/graph/rewrites/interval/obstacles.ts';
import { elementCount } from '../../../src/graph/tensor.ts';
import type { OperatorCase } from '../../laws/operator.ts';
import { numbers } from '../../certify/numbers.ts';

/** Numbers in (−1, 1), the same in every run. */
export function fill(dims: readonly number[], seed = 1): number[] {
  const uniform = numbers(seed);
  return Array.from({ length: elementCount(dims) }, () => 2 * uniform() - 1);
}

/**
 * What bounds of a sum of n products are wider by, on both sides: four roundings γ_(n+16) of the absolute terms, those of the
 * ends, and the slack of what comes next.
 */
export const summed = (terms: number) => ({ relative: 9 * (terms + 22) * UNIT, absolute: 2 ** -66 });

type Case = Omit<OperatorCase, 'node' | 'affine' | 'rounding'>;

/** An affine operator that sums up to `terms` products, bounded as tightly as its rounding lets. */
export const affine = (one: Case & { readonly terms: number }, node: OperatorCase['node']): OperatorCase => {
  const { terms, ...rest } = one;
  return { ...rest, affine: true, rounding: summed(terms), node };
};

/** A node of x and a constant of weights, and of a bias where there is one. */
export const weighted =
  (operator: string, weights: readonly number[], attributes: Attributes = {}, bias = 0) =>
  (builder: GraphBuilder, x: string): string => {
    const operands = [x, builder.constant(fill(weights), weights)];
    if (bias > 0) operands.push(builder.constant(fill([bias], 2)));
    return builder.node(operator, operands, attributes);
  };

/** Where the file fixes the size of the batch, sizes may not tell that samples are mixed: the rule itself has to. */
export const refusedForFixedBatch = (
  name: string,
  rows: number,
  reason: RegExp,
  node: OperatorCase['node'],
): void =>
  it(`${name} is refused where it mixes a batch of ${rows}`, async () => {
    const builder = new GraphBuilder('fixed');
    builder.output(node(builder, builder.input('x', [rows, 3])), null);
    const obstacles = obstaclesOf(await canonical(builder.model(21, 10), evaluator, rows));
    expect(obstacles).toContainEqual(
      expect.objectContaining({ operator: name, message: expect.stringMatching(reason) as string }),
    );
  });
