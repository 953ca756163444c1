import { describe, expect, it } from 'vitest';
import { GraphBuilder } from '../../../src/graph/builder.ts';
import { operatorLaws } from '../../laws/operator.ts';
import { compile } from '../../laws/operator/compiled.ts';
import { halves } from './halves.ts';

const QUOTIENT = { relative: 2 ** -20, absolute: 2 ** -120 } as const;

operatorLaws('Div', [
  {
    title: 'of two bounded values, above zero',
    dims: [8],
    node: (builder, x) => builder.node('Div', [...halves(builder, x, 4)]),
    domain: [1.5, 40],
    widest: 1,
    points: [2],
    rounding: QUOTIENT,
    loose: 2,
    exact: (x) => [0, 1, 2, 3].map((place) => x[place]! / x[place + 4]!),
  },
  {
    title: 'of two bounded values, below zero',
    dims: [8],
    node: (builder, x) => builder.node('Div', [...halves(builder, x, 4)]),
    domain: [-40, -1.5],
    widest: 1,
    rounding: QUOTIENT,
    loose: 2,
    exact: (x) => [0, 1, 2, 3].map((place) => x[place]! / x[place + 4]!),
  },
  {
    title: 'of a constant by a bounded value',
    dims: [5],
    node: (builder, x) => builder.node('Div', [builder.constant([-3], []), x]),
    domain: [1.5, 40],
    widest: 1,
    rounding: QUOTIENT,
    exact: (x) => x.map((value) => -3 / value),
  },
]);

describe('Div by what may be zero', () => {
  it('has bounds only for the elements where the divisor is on one side of zero', async () => {
    const builder = new GraphBuilder('quotient');
    const [a, b] = halves(builder, builder.input('x', ['batch', 8]), 4);
    const value = builder.node('Div', [a, b]);
    builder.output(value, null);
    const compiled = await compile(builder.model(21, 10), value, 1, 'float32');
    const { result } = await compiled.bounds(Float32Array.of(1, 1, 1, 1, 2, 0.5, -1, -2), Float32Array.of(1));
    await compiled.release();
    const known = Array.from(
      result.lower,
      (low, i) => Number.isFinite(low) && Number.isFinite(result.upper[i]!),
    );
    expect(known).toEqual([true, false, false, true]);
  });
});
