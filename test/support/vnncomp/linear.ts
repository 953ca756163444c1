import { write, type Expression } from './expression.ts';

/** constant + Σ coefficient·variable; a variable whose terms cancel stays, with the coefficient 0. */
export interface Linear {
  readonly constant: number;
  /** By the variable's name, X_i or Y_i. */
  readonly coefficients: ReadonlyMap<string, number>;
}

const VARIABLE = /^[XY]_(0|[1-9]\d*)$/;
const NUMBER = /^[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?$/;
const NONE: ReadonlyMap<string, number> = new Map();

/** Reads sums, differences and products with constants. Throws for everything that is not linear. */
export function linearOf(expression: Expression): Linear {
  if (typeof expression === 'string') return atomOf(expression);
  const [operator, ...operands] = expression;
  const terms = operands.map(linearOf);
  const [first, ...rest] = terms;
  if (!first) throw new Error(`nothing to compute in ${write(expression)}`);
  if (operator === '+') return rest.reduce((sum, term) => add(sum, term, 1), first);
  if (operator === '-') {
    return rest.length === 0 ? scale(first, -1) : rest.reduce((sum, term) => add(sum, term, -1), first);
  }
  if (operator === '*') return terms.reduce((product, term) => multiply(product, term, expression));
  throw new Error(`"${write(operator!)}" is no operator of linear terms: ${write(expression)}`);
}

/** a + factor·b. */
export function add(a: Linear, b: Linear, factor: number): Linear {
  const coefficients = new Map(a.coefficients);
  for (const [name, value] of b.coefficients) {
    coefficients.set(name, (coefficients.get(name) ?? 0) + factor * value);
  }
  return { constant: a.constant + factor * b.constant, coefficients };
}

function atomOf(word: string): Linear {
  if (VARIABLE.test(word)) return { constant: 0, coefficients: new Map([[word, 1]]) };
  if (NUMBER.test(word)) return { constant: Number(word), coefficients: NONE };
  throw new Error(`"${word}" is neither a number nor a variable X_i or Y_i`);
}

const scale = ({ constant, coefficients }: Linear, factor: number): Linear => ({
  constant: constant * factor,
  coefficients: new Map([...coefficients].map(([name, value]) => [name, value * factor])),
});

function multiply(a: Linear, b: Linear, whole: Expression): Linear {
  if (a.coefficients.size === 0) return scale(b, a.constant);
  if (b.coefficients.size === 0) return scale(a, b.constant);
  throw new Error(`a product of variables is not linear: ${write(whole)}`);
}
