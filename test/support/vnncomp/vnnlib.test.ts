import { describe, expect, it } from 'vitest';
import { classification, rivalOf, rivalriesOf } from './classification.ts';
import { holds, parseProperty } from './vnnlib.ts';

const declarations = (letter: string, count: number) =>
  Array.from({ length: count }, (_, i) => `(declare-const ${letter}_${i} Real)`).join('\n');

/** A property of 2 inputs and 3 outputs, by what it asserts. */
const property = (...formulas: readonly string[]) =>
  parseProperty(
    `${declarations('X', 2)} ${declarations('Y', 3)} ${formulas.map((one) => `(assert ${one})`).join('\n')}`,
  );

const only = (...formulas: readonly string[]) => {
  const { cases } = property(...formulas);
  expect(cases).toHaveLength(1);
  return cases[0]!;
};
const listed = ({ constraints }: ReturnType<typeof only>) =>
  constraints.map(({ coefficients, bound }) => ({ terms: Object.fromEntries(coefficients), bound }));

describe('bounds of inputs', () => {
  it.each([
    ['(<= X_0 2)', [-Infinity, 2]],
    ['(>= X_0 2)', [2, Infinity]],
    ['(<= 2 X_0)', [2, Infinity]],
    ['(>= -1e0 X_0)', [-Infinity, -1]],
    ['(>= (* (- 2) X_0) (- 6))', [-Infinity, 3]],
    ['(<= (- X_0 1) 1.5)', [-Infinity, 2.5]],
    ['(<= (+ X_0 5.0 X_0) 10)', [-Infinity, 2.5]],
    ['(<= (* 0 X_0) 1000)', [-Infinity, Infinity]],
    ['(and (>= X_0 1) (>= X_0 .25) (<= X_0 4) (<= X_0 9))', [1, 4]],
  ])('%s', (formula, [lower, upper]) => {
    const { lower: low, upper: high, constraints } = only(formula);
    expect([...low]).toEqual([lower, -Infinity]);
    expect([...high]).toEqual([upper, Infinity]);
    expect(constraints).toEqual([]);
  });

  it('are never −0', () => {
    expect(Object.is(only('(>= X_0 0.0)').lower[0], 0)).toBe(true);
  });

  it('may be contradictory: the box is empty', () => {
    const { lower, upper } = only('(<= X_0 1)', '(>= X_0 2)');
    expect([lower[0], upper[0]]).toEqual([2, 1]);
  });
});

describe('constraints of outputs', () => {
  it.each([
    ['(<= Y_0 Y_2)', { 0: 1, 2: -1 }, 0],
    ['(>= Y_0 Y_2)', { 0: -1, 2: 1 }, 0],
    ['(>= Y_1 (+ Y_0 0.5))', { 0: 1, 1: -1 }, -0.5],
    ['(<= (- Y_0 Y_1 Y_2) 3)', { 0: 1, 1: -1, 2: -1 }, 3],
    ['(<= (+ Y_0 (* 2 Y_1) (- Y_0)) 3)', { 1: 2 }, 3],
    ['(>= (* Y_0 0.5 4) -1)', { 0: -2 }, 1],
  ])('%s', (formula, terms, bound) => {
    expect(listed(only(formula))).toEqual([{ terms, bound }]);
  });

  it('hold or not for outputs', () => {
    const one = only('(<= Y_0 Y_1)', '(>= Y_2 1)');
    expect(holds(one, [1, 1, 1])).toBe(true);
    expect(holds(one, [1, 0, 1])).toBe(false);
    expect(holds(one, [0, 1, 0.5])).toBe(false);
    expect(holds(one, [Number.NaN, 1, 1])).toBe(false);
  });
});

describe('cases', () => {
  it('are the ways to choose one of every disjunction', () => {
    const { inputs, outputs, cases } = property(
      '(or (and (<= X_0 1) (>= X_1 2)) (<= X_0 3))',
      '(<= X_1 9)',
      '(or (<= Y_0 1) (or (<= Y_1 2) (and (<= Y_2 3) (or (<= Y_0 4) (<= Y_0 5)))))',
    );
    expect({ inputs, outputs }).toEqual({ inputs: 2, outputs: 3 });
    expect(cases.map(({ upper, lower }) => [upper[0], lower[1], upper[1]])).toEqual([
      ...Array<number[]>(4).fill([1, 2, 9]),
      ...Array<number[]>(4).fill([3, -Infinity, 9]),
    ]);
    expect(cases.slice(0, 4).map(listed)).toEqual([
      [{ terms: { 0: 1 }, bound: 1 }],
      [{ terms: { 1: 1 }, bound: 2 }],
      [
        { terms: { 2: 1 }, bound: 3 },
        { terms: { 0: 1 }, bound: 4 },
      ],
      [
        { terms: { 2: 1 }, bound: 3 },
        { terms: { 0: 1 }, bound: 5 },
      ],
    ]);
  });

  it('are none when nothing can be a counterexample', () => {
    expect(property('(or (<= 1 0) (and (<= Y_0 1) (<= (* 0 X_0) -1)))').cases).toEqual([]);
    expect(property('(<= 0 1)').cases).toHaveLength(1);
  });
});

describe('classification', () => {
  it('is read from either way to write it', () => {
    const box = '(and (>= X_0 0) (<= X_0 1) (>= X_1 0) (<= X_1 1))';
    const claim = classification(property(box, '(or (<= Y_2 Y_0) (and (>= Y_1 Y_2)))'));
    const unit = { lower: Float64Array.of(0, 0), upper: Float64Array.of(1, 1) };
    expect(claim).toEqual({ label: 2, rivals: [0, 1], box: unit });
    expect(classification(property('(<= (* 2 Y_1) (* Y_0 2))'))).toMatchObject({ label: 1, rivals: [0] });
  });

  it.each([
    ['labels differ', '(or (<= Y_0 Y_1) (<= Y_2 Y_1))'],
    ['boxes differ', '(or (<= X_0 1) (<= X_0 2))', '(<= Y_0 Y_1)'],
    ['a case has two constraints', '(or (<= Y_0 Y_1) (and (<= Y_0 Y_1) (<= Y_0 Y_2)))'],
    ['a constraint has a bound', '(<= Y_0 (+ Y_1 1))'],
    ['a constraint has factors', '(<= (* 2 Y_0) Y_1)'],
    ['a constraint is of one output', '(<= Y_0 0)'],
    ['a constraint is a sum', '(<= (+ Y_0 Y_1) 0)'],
    ['a constraint is of three outputs', '(<= (- Y_0 Y_1) Y_2)'],
    ['there is no case', '(<= 1 0)'],
  ])('is null when %s', (_, ...formulas) => {
    expect(classification(property(...formulas))).toBeNull();
  });

  it('tells the rivalries of a conjunction', () => {
    const target = only('(>= Y_1 Y_0)', '(>= Y_1 Y_2)');
    expect(rivalOf(target)).toBeNull();
    expect(rivalriesOf(target)).toEqual([
      { label: 0, rival: 1 },
      { label: 2, rival: 1 },
    ]);
    expect(rivalriesOf(only('(>= Y_1 Y_0)', '(>= Y_1 2)'))).toBeNull();
    expect(rivalOf(only('(<= Y_0 Y_1)'))).toEqual({ label: 0, rival: 1 });
  });
});

describe('refusals', () => {
  it.each([
    ['(assert (<= X_0 1)', '1 "(" are never closed'],
    ['(assert (<= X_0 1)))', 'a ")" too many'],
    ['(vnnlib-version <2.0>)', 'not a command of VNN-LIB 1.0: (vnnlib-version <2.0>)'],
    ['(declare-const X_1 Int)', 'not a command'],
    ['(declare-const X_2 Real)', 'of 2 X_i, X_1 is missing'],
    ['(declare-const X_0 Real)', 'of 2 X_i, X_1 is missing'],
    ['word', '"word" is no command'],
    ['(assert (xor (<= X_0 1) (<= X_0 2)))', 'not an inequality of two terms: (xor'],
    ['(assert (<= X_0 1 2))', 'not an inequality of two terms'],
    ['(assert X_0)', 'not a formula'],
    ['(assert ())', 'not a formula'],
    ['(assert (<= (* X_0 Y_0) 1))', 'a product of variables is not linear: (* X_0 Y_0)'],
    ['(assert (<= (/ X_0 2) 1))', '"/" is no operator of linear terms'],
    ['(assert (<= (+) 1))', 'nothing to compute'],
    ['(assert (<= X_0 1,5))', '"1,5" is neither a number nor a variable'],
    ['(assert (<= X_0 NaN))', '"NaN" is neither'],
    ['(assert (<= X_1 1))', 'X_1 is not declared'],
    ['(assert (<= Y_1 1))', 'Y_1 is not declared'],
    ['(assert (<= X_0 Y_0))', 'not what relates X_0, Y_0'],
  ])('%s', (text, message) => {
    expect(() => parseProperty(`(declare-const X_0 Real) (declare-const Y_0 Real) ${text}`)).toThrow(message);
  });
});

it('skips comments', () => {
  expect(parseProperty('; (assert (\n(declare-const X_0 Real) ; Real)\n').inputs).toBe(1);
});
