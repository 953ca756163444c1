import { attribute, type Attribute } from '../../../graph.ts';
import type { Operand, Site } from '../../../operators/site.ts';

/** What rules read from a node, and attributes for what they write. */

export const intsOf = ({ node }: Site, name: string): readonly number[] | null =>
  attribute(node, name, 'ints')?.map(Number) ?? null;

export const intOf = ({ node }: Site, name: string): number | null => {
  const value = attribute(node, name, 'int');
  return value === undefined ? null : Number(value);
};

export const textOf = ({ node }: Site, name: string): string | null =>
  attribute(node, name, 'string') ?? null;

export const ints = (name: string, values: readonly number[]): Attribute =>
  Object.freeze({ name, kind: 'ints', value: Object.freeze(values.map(BigInt)) });

export const int = (name: string, value: number): Attribute =>
  Object.freeze({ name, kind: 'int', value: BigInt(value) });

export const text = (name: string, value: string): Attribute =>
  Object.freeze({ name, kind: 'string', value });

/** The operand in a place that must not be left out. */
export function operand({ node, inputs }: Site, place: number): Operand {
  const found = inputs[place];
  if (!found) throw new Error(`the ${node.operator} "${node.name}" has no input ${place}`);
  return found;
}
