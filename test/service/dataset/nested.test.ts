import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { flattened } from '../../../src/service/dataset/nested.ts';

const nest = (values: readonly number[], shape: readonly number[]): unknown => {
  if (shape.length === 1) return values;
  const size = values.length / shape[0]!;
  return Array.from({ length: shape[0]! }, (_, i) =>
    nest(values.slice(i * size, (i + 1) * size), shape.slice(1)),
  );
};

describe('flattened', () => {
  it('undoes nesting', () => {
    const shapes = fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(shapes, (shape) => {
        const values = Array.from({ length: shape.reduce((a, b) => a * b, 1) }, (_, i) => i);
        expect(flattened(nest(values, shape))).toEqual({ values, shape });
      }),
    );
  });

  it('says what is wrong', () => {
    expect(flattened({})).toBe('is not a list of numbers');
    expect(flattened([[1], []])).toContain('ragged');
    expect(flattened([[1], [[1]]])).toBe('holds a list where a number is expected');
    expect(flattened([true])).toBe('holds a boolean where a number is expected');
    expect(flattened([{}])).toBe('holds an object where a number is expected');
  });

  it('looks at nothing when the promised shape will not do', () => {
    const untouchable = new Proxy([1], {
      get: (list, key) =>
        key === Symbol.iterator ? expect.fail('was read') : (Reflect.get(list, key) as unknown),
    });
    expect(flattened(untouchable, ([length]) => `has ${length}`)).toBe('has 1');
  });
});
