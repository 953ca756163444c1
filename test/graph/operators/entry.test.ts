import { describe, expect, it } from 'vitest';
import { evaluator } from '../../../src/adapters/onnxruntime/evaluator.ts';
import { GraphBuilder } from '../../../src/graph/builder.ts';
import { gapOf, operatorOf } from '../../../src/graph/operators/entry.ts';
import type { Site } from '../../../src/graph/operators/site.ts';
import { canonical } from '../../../src/graph/rewrites/canonical/compile.ts';
import { obstaclesOf } from '../../../src/graph/rewrites/interval/obstacles.ts';
import { refusalLaws } from '../../laws/operator.ts';

const DOUBLE = 11;
const FLOAT = 1;

/** A node on values of double precision. */
const wide =
  (operator: string, ...constants: readonly (readonly [Float64Array, readonly number[]])[]) =>
  (builder: GraphBuilder, x: string) => {
    const operands = constants.map(([values, dims]) => builder.constant(values, dims));
    const y = builder.node(operator, [builder.node('Cast', [x], { to: DOUBLE }), ...operands]);
    return builder.node('Cast', [y], { to: FLOAT });
  };

const siteOf = (operator: string, domain = ''): Site => ({
  node: { name: 'it', operator, domain, inputs: [], outputs: [], attributes: [] },
  inputs: [],
  outputs: [],
  magnitude: () => null,
});

describe('the operator of a node', () => {
  it('is looked up by name, in the default domain only', () => {
    expect(operatorOf(siteOf('Abs'))?.name).toBe('Abs');
    expect(operatorOf(siteOf('Abs', 'com.microsoft'))).toBeNull();
    expect(operatorOf(siteOf('constructor'))).toBeNull();
    expect(gapOf(siteOf('Abs', 'com.microsoft'))).toBe('the operator is not known');
  });
});

describe('sums of other types than float32', () => {
  const square = [Float64Array.of(1, 2, 3, 4), [2, 2]] as const;
  refusalLaws('MatMul', [
    { title: 'float64', dims: [2], node: wide('MatMul', square), reason: /it works on float64 values/ },
  ]);
  refusalLaws('Add', [
    { title: 'float64', dims: [2], node: wide('Add', [Float64Array.of(1, 2), [2]]), reason: /float64/ },
  ]);
});

describe('a graph with several obstacles', () => {
  it('tells all of them at once, by node', async () => {
    const builder = new GraphBuilder();
    const x = builder.input('x', ['batch', 2]);
    const tangent = builder.node('Tan', [x], {}, { name: 'first' });
    const power = builder.node('Pow', [tangent, builder.constant([2, 3])], {}, { name: 'second' });
    builder.output(power, ['batch', 2]);
    const obstacles = obstaclesOf(await canonical(builder.model(21, 10), evaluator, 2));
    expect(obstacles.map(({ node, operator }) => [node, operator])).toEqual([
      ['first', 'Tan'],
      ['second', 'Pow'],
    ]);
  });
});
