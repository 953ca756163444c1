import { attribute } from '../../graph.ts';
import type { Site } from '../site.ts';

/** Why the operands of an elementwise node cannot be bounded, or null: one is float32 and bounded, the others constant. */
export function elementwiseGap(site: Site, input: number): string | null {
  const place = site.inputs.findIndex((operand, at) => at !== input && operand !== null && !operand.constant);
  if (place >= 0)
    return `input ${place} depends on the input of the model; only a constant can be bounded there`;
  if (!site.inputs[input] || site.inputs[input].constant) return `input ${input} is a constant`;
  return floatGap(site);
}

/** Why the node's element types have no rule, or null: bounds are of float32 values. */
export function floatGap({ inputs, outputs }: Site): string | null {
  const bounded = inputs.filter((operand) => operand !== null && !operand.constant);
  const other = [...bounded, ...outputs].find((operand) => operand!.element !== 'float32');
  return other ? `it works on ${other.element} values, and bounds are of float32 ones` : null;
}

/** A float attribute or its default. */
export const floatOf = ({ node }: Site, name: string, fallback: number): number =>
  attribute(node, name, 'float') ?? fallback;
