import { expect, it } from 'vitest';
import { float, GraphBuilder } from '../../src/graph/builder.ts';
import { countOperators, countParameters } from '../../src/graph/count.ts';
import { convolutional } from '../support/models.ts';

it('counts the operators of nested graphs too, in alphabetical order', () => {
  const inner = new GraphBuilder();
  inner.node('Relu', ['x']);
  const builder = new GraphBuilder();
  builder.node('Relu', ['x']);
  builder.node('If', ['c'], { then_branch: inner.build() });
  builder.node('Gelu', ['x'], {}, { domain: 'com.microsoft' });
  expect(Object.entries(countOperators(builder.build()))).toEqual([
    ['If', 1],
    ['Relu', 2],
    ['com.microsoft.Gelu', 1],
  ]);
});

it('keeps a hostile operator name an ordinary key', () => {
  const builder = new GraphBuilder();
  builder.node('__proto__', []);
  expect(Object.keys(countOperators(builder.build()))).toEqual(['__proto__']);
});

it('counts floating-point elements of initializers and Constant nodes, not integers', () => {
  expect(countParameters(convolutional().graph)).toBe(18 + 2 + 64 + 2);
  const builder = new GraphBuilder();
  builder.constant(Uint16Array.of(1, 2), [2], { type: 'bfloat16' });
  builder.constant(BigInt64Array.of(1n, 2n, 3n), [3]);
  builder.node('Constant', [], { value_float: float(1) });
  builder.node('Constant', [], { value_ints: [1, 2] });
  expect(countParameters(builder.build())).toBe(3);
});
