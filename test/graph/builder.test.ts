import { describe, expect, it } from 'vitest';
import { constantOfValues, float, GraphBuilder } from '../../src/graph/builder.ts';

describe('GraphBuilder', () => {
  it('names what is not named, each differently', () => {
    const builder = new GraphBuilder();
    const names = [builder.constant([1]), builder.node('Relu', ['x']), builder.node('Relu', ['x'])];
    expect(new Set(names).size).toBe(3);
    expect(builder.node('Split', ['x'], {}, { outputs: ['a', 'b'] })).toBe('a');
  });

  it('tells attributes apart by their values', () => {
    const builder = new GraphBuilder();
    const tensor = constantOfValues([1], [1]);
    const graph = new GraphBuilder().build();
    const attributes = {
      a: 1,
      b: 0.5,
      c: float(1),
      d: 's',
      e: [1, 2],
      f: [0.5, 1],
      g: ['s'],
      h: tensor,
      i: graph,
      j: 5n,
    };
    builder.node('Any', [], attributes);
    const found = builder.build().nodes[0]!.attributes.map(({ kind, value }) => [kind, value]);
    expect(found).toEqual([
      ['int', 1n],
      ['float', 0.5],
      ['float', 1],
      ['string', 's'],
      ['ints', [1n, 2n]],
      ['floats', [0.5, 1]],
      ['strings', ['s']],
      ['tensor', tensor],
      ['graph', graph],
      ['int', 5n],
    ]);
  });

  it('answers a graph that is frozen throughout and does not grow with the builder', () => {
    const builder = new GraphBuilder();
    builder.input('x', [1]);
    builder.node('Relu', ['x'], { a: [1] });
    const graph = builder.build();
    builder.node('Relu', ['x']);
    expect(graph.nodes).toHaveLength(1);
    const parts: unknown[] = [
      graph,
      graph.nodes,
      graph.nodes[0],
      graph.nodes[0]!.inputs,
      graph.inputs[0]!.type,
    ];
    expect(parts.every(Object.isFrozen)).toBe(true);
  });

  it('takes the element type of a typed array, and another one for its bits', () => {
    expect(constantOfValues(BigInt64Array.of(1n), [1]).type).toBe('int64');
    expect(constantOfValues(Uint16Array.of(1), [1], 'float16').type).toBe('float16');
    expect(constantOfValues([1, 2], [2])).toMatchObject({ type: 'float32', dims: [2] });
  });
});
