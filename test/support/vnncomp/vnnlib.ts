import type { Box } from './box.ts';
import { parseExpressions, write, type Expression } from './expression.ts';
import { branchesOf } from './formula.ts';
import type { Linear } from './linear.ts';

/**
 * A VNN-LIB 1.0 property. It describes COUNTEREXAMPLES: a point of a case's box whose outputs obey all constraints of
 * that case is one, and the network is robust when there is none in any case.
 * Numbers are doubles nearest to the decimals of the file, as the competition's own tools read them.
 */
export interface Property {
  readonly inputs: number;
  readonly outputs: number;
  readonly cases: readonly Case[];
}

export interface Case extends Box {
  readonly constraints: readonly Constraint[];
}

/** Σ coefficient·Y ≤ bound, by the output's index; no coefficient is 0. */
export interface Constraint {
  readonly coefficients: ReadonlyMap<number, number>;
  readonly bound: number;
}

/** Reads the property. Throws for what is not VNN-LIB 1.0, not linear, or relates inputs to each other or to outputs. */
export function parseProperty(text: string): Property {
  const declared: string[] = [];
  const asserted: Expression[] = [];
  for (const command of parseExpressions(text)) {
    const [name, ...operands] = command;
    if (typeof command === 'string') throw new Error(`"${command}" is no command`);
    if (name === 'declare-const' && operands.length === 2 && operands[1] === 'Real') {
      declared.push(write(operands[0]!));
    } else if (name === 'assert' && operands.length === 1) asserted.push(operands[0]!);
    else throw new Error(`not a command of VNN-LIB 1.0: ${write(command)}`);
  }
  const inputs = countOf(declared, 'X');
  const outputs = countOf(declared, 'Y');
  const cases = branchesOf(['and', ...asserted]).flatMap((atoms) => caseOf(atoms, inputs, outputs) ?? []);
  return { inputs, outputs, cases };
}

/** The outputs obey all constraints of the case. What is not a number obeys none. */
export function holds({ constraints }: Case, outputs: ArrayLike<number>): boolean {
  return constraints.every(({ coefficients, bound }) => {
    let sum = 0;
    for (const [place, coefficient] of coefficients) sum += coefficient * outputs[place]!;
    return sum <= bound;
  });
}

/** How many X_0, X_1, … are declared, each once and without a gap. */
function countOf(declared: readonly string[], letter: 'X' | 'Y'): number {
  const names = declared.filter((name) => name.startsWith(`${letter}_`));
  const expected = names.map((_, place) => `${letter}_${place}`);
  const missing = expected.filter((name) => !names.includes(name));
  if (missing.length > 0) throw new Error(`of ${names.length} ${letter}_i, ${missing.join(', ')} is missing`);
  return names.length;
}

/** Null when an inequality between constants is false: nothing can be a counterexample then. */
function caseOf(atoms: readonly Linear[], inputs: number, outputs: number): Case | null {
  const lower = new Float64Array(inputs).fill(-Infinity);
  const upper = new Float64Array(inputs).fill(Infinity);
  const constraints: Constraint[] = [];
  for (const { constant, coefficients } of atoms) {
    const terms = [...coefficients].filter(([, value]) => value !== 0);
    const bound = 0 - constant;
    for (const [name] of terms) expectDeclared(name, inputs, outputs);
    if (terms.some(([name]) => name.startsWith('X'))) narrow({ lower, upper }, terms, bound);
    else if (terms.length > 0) constraints.push(constraintOf(terms, bound));
    else if (bound < 0) return null;
  }
  return { lower, upper, constraints };
}

type Terms = readonly (readonly [name: string, coefficient: number])[];

/** Cuts the box to `terms ≤ bound`, which must be of one input. */
function narrow({ lower, upper }: Box, terms: Terms, bound: number): void {
  const names = terms.map(([name]) => name).join(', ');
  if (terms.length > 1) throw new Error(`only bounds of single inputs are read, not what relates ${names}`);
  const [name, coefficient] = terms[0]!;
  const place = indexOf(name);
  const end = bound / coefficient + 0; // the sum with 0 turns −0 into 0
  if (coefficient > 0) upper[place] = Math.min(upper[place]!, end);
  else lower[place] = Math.max(lower[place]!, end);
}

const constraintOf = (terms: Terms, bound: number): Constraint => ({
  coefficients: new Map(terms.map(([name, coefficient]) => [indexOf(name), coefficient])),
  bound,
});

function expectDeclared(name: string, inputs: number, outputs: number): void {
  if (indexOf(name) >= (name.startsWith('X') ? inputs : outputs)) throw new Error(`${name} is not declared`);
}

const indexOf = (name: string): number => Number(name.slice(2));
