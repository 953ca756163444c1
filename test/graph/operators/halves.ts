import type { GraphBuilder } from '../../../src/graph/builder.ts';
import { whole } from './movements.ts';

/** The two halves of a row: values that depend on the input, and not on each other. */
export const halves = (builder: GraphBuilder, x: string, size: number): readonly [string, string] => {
  const part = (from: number): string =>
    builder.node('Slice', [x, whole(builder, [from]), whole(builder, [from + size]), whole(builder, [1])]);
  return [part(0), part(size)];
};
