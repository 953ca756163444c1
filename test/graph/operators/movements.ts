import type { GraphBuilder } from '../../../src/graph/builder.ts';
import type { Attributes } from '../../../src/graph/rewrites/interval/emit.ts';

type Make = (builder: GraphBuilder, x: string) => string;

/** Whole numbers as a constant: a list, a scalar, or of dims; left out for null. */
export const whole = (
  builder: GraphBuilder,
  values: number | readonly number[] | null,
  dims?: readonly number[],
): string => {
  if (values === null) return '';
  const list = typeof values === 'number' ? [values] : values;
  const shape = dims ?? (typeof values === 'number' ? [] : [list.length]);
  return builder.constant(BigInt64Array.from(list, BigInt), shape);
};

/** A node of x and lists of whole numbers. */
export const moved =
  (
    operator: string,
    attributes: Attributes = {},
    ...lists: readonly (number | readonly number[] | null)[]
  ): Make =>
  (builder, x) =>
    builder.node(operator, [x, ...lists.map((list) => whole(builder, list))], attributes);

/** The node before a rectifier, so that canonical form does not merge it with what comes next. */
export const beforeRelu =
  (make: Make): Make =>
  (builder, x) =>
    builder.node('Relu', [make(builder, x)]);

/** What a rectifier makes of a list. */
export const rectified = (values: ArrayLike<number>): readonly number[] =>
  Array.from(values, (value) => Math.max(value, 0));

/** The node between two sums: what it makes of a disc and of a ball. */
export const betweenSums =
  (make: Make, features: number): Make =>
  (builder, x) => {
    const weights = Array.from({ length: features * features }, (_, i) => ((i * 7) % 11) / 8 - 0.625);
    const mixed = builder.node('MatMul', [x, builder.constant(weights, [features, features])]);
    return builder.node('ReduceSum', [make(builder, mixed), whole(builder, [-1])], { keepdims: 0 });
  };

/** Rounding that sums may add, by the size of what they sum over boxes as wide as the law's. */
export const SUMMED = { rounding: { relative: 1e-4, absolute: 5e-3 }, loose: 40 } as const;
