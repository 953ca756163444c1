import { describe, expect, it } from 'vitest';
import { bytesOf, type Constant } from '../../../../src/graph/constant.ts';
import { GraphBuilder } from '../../../../src/graph/builder.ts';
import type { Canonical } from '../../../../src/graph/rewrites/canonical/canonical.ts';
import { sitesOf } from '../../../../src/graph/rewrites/canonical/sites.ts';

function state(): Canonical {
  const builder = new GraphBuilder();
  const x = builder.input('x', [2, 3]);
  const high = builder.constant([1], [], { name: 'high' });
  builder.node('Clip', [x, '', high], {}, { outputs: ['y', ''] });
  builder.output('y', [2, 3]);
  const type = (...dims: number[]) => ({ element: 'float32', dims }) as const;
  return {
    model: builder.model(21),
    batch: 2,
    types: new Map([
      ['x', type(2, 3)],
      ['high', type()],
      ['y', type(2, 3)],
    ]),
    magnitudes: new Map(),
    tail: 'none',
  };
}

describe('sitesOf', () => {
  it('answers types and constants around a node, and null for what is left out', () => {
    const canonical = state();
    const [node] = canonical.model.graph.nodes;
    const { inputs, outputs } = sitesOf(canonical)(node!);
    expect(inputs.map((one) => one?.name)).toEqual(['x', undefined, 'high']);
    expect(inputs[0]).toMatchObject({ element: 'float32', dims: [2, 3], constant: null });
    expect(inputs[2]!.constant).toBe(canonical.model.graph.initializers[0]);
    expect(outputs.map(({ name }) => name)).toEqual(['y']);
  });

  it('answers the magnitude of a constant: the one that is told, else itself', () => {
    const canonical = state();
    const [node] = canonical.model.graph.nodes;
    const told: Constant = { type: 'float32', dims: [], bytes: bytesOf(Float32Array.of(5)) };
    expect(sitesOf(canonical)(node!).magnitude(2)).toBe(canonical.model.graph.initializers[0]);
    expect(sitesOf({ ...canonical, magnitudes: new Map([['high', told]]) })(node!).magnitude(2)).toBe(told);
    expect(sitesOf(canonical)(node!).magnitude(0)).toBeNull();
    expect(sitesOf(canonical)(node!).magnitude(1)).toBeNull();
  });

  it('throws for a value without a type', () => {
    const canonical = { ...state(), types: new Map() };
    expect(() => sitesOf(canonical)(canonical.model.graph.nodes[0]!)).toThrow('the value "x" has no type');
  });
});
