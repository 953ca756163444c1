import { readNumbers } from '../../constant.ts';
import { attribute } from '../../graph.ts';
import type { Site } from '../site.ts';

/** Place of the first input that depends on the graph's input. */
export const boundedPlace = (site: Site): number =>
  site.inputs.findIndex((one) => one !== null && !one.constant);

/** How many inputs depend on the graph's input. */
export const boundedCount = (site: Site): number =>
  site.inputs.filter((one) => one !== null && !one.constant).length;

/** An int attribute as a number. */
export const intOf = ({ node }: Site, name: string, otherwise: number): number =>
  Number(attribute(node, name, 'int') ?? otherwise);

/** Elements of a constant integer input, or null where there is none. */
export function numbersAt({ inputs }: Site, place: number): readonly number[] | null {
  const constant = inputs[place]?.constant;
  return constant ? readNumbers(constant) : null;
}

/** An axis counted from the front. */
export const fromFront = (axis: number, rank: number): number => (axis < 0 ? axis + rank : axis);
