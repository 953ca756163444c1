import { describe, expect, it } from 'vitest';
import { GraphBuilder } from '../../../../src/graph/builder.ts';
import { dependence } from '../../../../src/graph/rewrites/canonical/dependence.ts';

const int = (builder: GraphBuilder, ...values: number[]) =>
  builder.constant(BigInt64Array.from(values, BigInt));

describe('dependence', () => {
  it('flows from the input through elements, and not through sizes', () => {
    const builder = new GraphBuilder();
    const x = builder.input('x', ['n', 4]);
    const shape = builder.node('Shape', [x], {}, { outputs: ['shape'] });
    const rows = builder.node('Gather', [shape, int(builder, 0)], {}, { outputs: ['rows'] });
    const zeros = builder.node('ConstantOfShape', [rows], {}, { outputs: ['zeros'] });
    builder.node('CastLike', [zeros, x], {}, { outputs: ['like'] });
    builder.node('Reshape', [x, shape], {}, { outputs: ['same'] });
    builder.node('Mul', ['same', int(builder, 2)], {}, { outputs: ['twice'] });
    const { dependent, obstacles } = dependence(builder.build());
    expect([...dependent]).toEqual(['x', 'same', 'twice']);
    expect(obstacles).toEqual([]);
  });

  it('tells nodes whose sizes depend on the elements of the input', () => {
    const builder = new GraphBuilder();
    const x = builder.input('x', ['n', 4]);
    const places = builder.node('NonZero', [x], {}, { name: 'found', outputs: ['places'] });
    const count = builder.node('Shape', [places], {}, { outputs: ['count'] });
    const sizes = builder.node('Cast', [x], { to: 7 }, { outputs: ['sizes'] });
    builder.node('Expand', [x, sizes], {}, { name: 'grown', outputs: ['wide'] });
    builder.node('Reshape', [x, count], {}, { name: 'fine', outputs: ['flat'] });
    const { obstacles } = dependence(builder.build());
    expect(obstacles.map(({ code, node, operator }) => [code, node, operator])).toEqual([
      ['size_dynamic', 'found', 'NonZero'],
      ['size_dynamic', 'grown', 'Expand'],
    ]);
    expect(obstacles[1]!.message).toBe(
      'the size of what the node "grown" (Expand) gives depends on the values in "sizes", which depend on the input; sizes must be fixed',
    );
  });
});
