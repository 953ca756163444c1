import { write, type Expression } from './expression.ts';
import { add, linearOf, type Linear } from './linear.ts';

/** Inequalities `linear ≤ 0` that hold together. */
export type Branch = readonly Linear[];

/** The formula in disjunctive form: it holds where all inequalities of some branch hold. */
export function branchesOf(formula: Expression): readonly Branch[] {
  const [operator, ...operands] = formula;
  if (typeof formula === 'string' || operator === undefined)
    throw new Error(`not a formula: ${write(formula)}`);
  if (operator === 'or') return operands.flatMap(branchesOf);
  if (operator === 'and') return all(operands.map(branchesOf));
  const [left, right] = operands;
  const compares = operator === '<=' || operator === '>=';
  if (!compares || !left || !right || operands.length > 2)
    throw new Error(`not an inequality of two terms: ${write(formula)}`);
  const [small, great] = operator === '<=' ? [left, right] : [right, left];
  return [[add(linearOf(small), linearOf(great), -1)]];
}

/** Every way to choose one branch of each part. Parts without a choice, nearly all of them, are gathered first. */
function all(parts: readonly (readonly Branch[])[]): readonly Branch[] {
  const settled = parts.filter((branches) => branches.length === 1).flatMap(([branch]) => branch!);
  return parts
    .filter((branches) => branches.length !== 1)
    .reduce<readonly Branch[]>(
      (chosen, branches) => chosen.flatMap((one) => branches.map((other) => [...one, ...other])),
      [settled],
    );
}
