import { float, type GraphBuilder } from '../../../src/graph/builder.ts';
import type { Accuracy, Attributes } from '../../../src/graph/rewrites/interval/emit.ts';

type Make = (builder: GraphBuilder, x: string) => string;

/** A node of one operand. */
export const unary =
  (operator: string, attributes: Attributes = {}): Make =>
  (builder, x) =>
    builder.node(operator, [x], attributes, { name: 'it' });

/** A node of x and a constant. */
export const beside =
  (operator: string, values: readonly number[], dims?: readonly number[]): Make =>
  (builder, x) =>
    builder.node(
      operator,
      [x, builder.constant(values, dims ?? (values.length === 1 ? [] : [values.length]))],
      {},
      { name: 'it' },
    );

/** Float attributes. */
export const floats = (values: Readonly<Record<string, number>>): Attributes =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, float(value)]));

/** A function of numbers, for every number of a sample. */
export const each =
  (f: (x: number) => number) =>
  (x: Float64Array): Float64Array =>
    x.map(f);

/** What ends that were moved by twice an accuracy, up and down, are wider by at most. */
export const moved = ({ relative, absolute }: Accuracy): Accuracy => ({
  relative: 4.01 * relative + 2 ** -20,
  absolute: 4.01 * absolute + 2 ** -123,
});
