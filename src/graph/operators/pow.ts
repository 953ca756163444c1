import type { Ends } from '../rewrites/interval/bounds.ts';
import type { Emit } from '../rewrites/interval/emit.ts';
import { APPROXIMATIONS } from './approximation.ts';
import { elementwise } from './kinds/elementwise.ts';
import { numbersAt } from './kinds/places.ts';
import { definedBeside } from './kinds/pole.ts';
import type { Site } from './site.ts';

type Curve = (f: (x: string) => string, x: Ends, emit: Emit) => Ends;

/** x^p with one constant p for all elements. NaN, as in the engine, where x may be negative and p is not whole. */
export const pow = elementwise(
  'Pow',
  APPROXIMATIONS.Pow,
  { gap, nonNegative: (site) => !isOdd(power(site)) },
  (f, x, emit, site) => curveOf(power(site))(f, x, emit),
);

function gap(site: Site): string | null {
  const powers = numbersAt(site, 1);
  if (!powers) return `the exponent is of type ${site.inputs[1]?.element}`;
  if (!powers.every(Number.isFinite)) return 'an exponent is not a finite number';
  return powers.every((one) => one === powers[0]) ? null : 'the exponents are not all the same';
}

const power = (site: Site): number => numbersAt(site, 1)![0]!;
const isOdd = (p: number): boolean => Math.abs(p % 2) === 1;

function curveOf(p: number): Curve {
  const whole = Number.isInteger(p);
  if (p < 0) return whole && !isOdd(p) ? hill : fall;
  return whole && !isOdd(p) && p !== 0 ? valley : rise;
}

/** Odd powers; and those that are not whole, where f of a negative end is NaN. */
const rise: Curve = (f, { lower, upper }) => ({ lower: f(lower), upper: f(upper) });

/** Even powers: least at the point of the interval that is next to zero, greatest at the one that is farthest. */
const valley: Curve = (f, { lower, upper }, emit) => {
  const zero = emit.scalar(0);
  const nearest = emit.node('Min', [emit.node('Max', [lower, zero]), upper]);
  return { lower: f(nearest), upper: emit.node('Max', [f(lower), f(upper)]) };
};

/** Odd negative powers, and those that are not whole: 1/x and its like. */
const fall: Curve = (f, x, emit) => definedBeside(emit, x, { lower: f(x.upper), upper: f(x.lower) });

/** Even negative powers: 1/x² and its like. */
const hill: Curve = (f, x, emit) => {
  const values = [f(x.lower), f(x.upper)];
  return definedBeside(emit, x, { lower: emit.node('Min', values), upper: emit.node('Max', values) });
};
