import type { Box } from './box.ts';
import type { Case, Constraint, Property } from './vnnlib.ts';

/** Y_label ≤ Y_rival: a claim that the label always wins against the rival is refuted where it holds. */
export interface Rivalry {
  readonly label: number;
  readonly rival: number;
}

/** That the label wins against every rival, on one box. */
export interface Classification {
  readonly label: number;
  readonly rivals: readonly number[];
  readonly box: Box;
}

/** The rivalry that is the whole of the case, or null when it is anything else. */
export function rivalOf({ constraints }: Case): Rivalry | null {
  const [only] = constraints;
  return only && constraints.length === 1 ? rivalry(only) : null;
}

/**
 * The rivalries that must all hold at a counterexample, or null when some constraint is none. To prove ONE label the
 * strict winner on the whole box is to prove that the case has no counterexample.
 */
export function rivalriesOf({ constraints }: Case): readonly Rivalry[] | null {
  const found = constraints.map(rivalry);
  return found.every((one) => one !== null) ? found : null;
}

/** The claim that the property denies, when it is of this form: all cases share a box and a label, each with one rival. */
export function classification({ cases }: Property): Classification | null {
  const [first] = cases;
  const rivalries = cases.map(rivalOf);
  if (!first || !rivalries.every((one) => one !== null)) return null;
  const { label } = rivalries[0]!;
  if (rivalries.some((one) => one.label !== label)) return null;
  if (!cases.every((one) => same(one.lower, first.lower) && same(one.upper, first.upper))) return null;
  const { lower, upper } = first;
  return { label, rivals: rivalries.map(({ rival }) => rival), box: { lower, upper } };
}

function rivalry({ coefficients, bound }: Constraint): Rivalry | null {
  if (coefficients.size !== 2 || bound !== 0) return null;
  const [[first, one], [second, other]] = [...coefficients] as [[number, number], [number, number]];
  if (one !== -other) return null;
  return one > 0 ? { label: first, rival: second } : { label: second, rival: first };
}

const same = (a: Float64Array, b: Float64Array): boolean => a.every((value, place) => value === b[place]);
