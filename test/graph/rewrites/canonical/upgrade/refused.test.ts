import { describe, expect, it } from 'vitest';
import { GraphBuilder } from '../../../../../src/graph/builder.ts';
import type { Model } from '../../../../../src/graph/graph.ts';
import type { Canonical } from '../../../../../src/graph/rewrites/canonical/canonical.ts';
import { upgrade } from '../../../../../src/graph/rewrites/canonical/upgrade.ts';

/** Folded state as the tracer would make it: the engine need not know the operator. */
function state(model: Model): Canonical {
  const type = { element: 'float32', dims: [2, 4] } as const;
  return {
    model,
    batch: 2,
    types: new Map([
      ['x', type],
      ['y', type],
    ]),
    magnitudes: new Map(),
    tail: 'none',
  };
}

function node(opset: number, operator: string, attributes: Record<string, number> = {}): Canonical {
  const builder = new GraphBuilder();
  builder.node(operator, [builder.input('x', [2, 4])], attributes, { name: 'n', outputs: ['y'] });
  builder.output('y', [2, 4]);
  return state(builder.model(opset));
}

describe('upgrade', () => {
  it.each([
    'Attention',
    'BitCast',
    'CumProd',
    'RMSNormalization',
    'RotaryEmbedding',
    'Swish',
    'TensorScatter',
  ])('refuses %s, which came after set 21', (operator) => {
    expect(() => upgrade(node(26, operator))).toThrow(`"n" (${operator}) is of an operator that is newer`);
  });

  it.each([
    ['RoiAlign', 15, 16],
    ['GridSample', 19, 20],
    ['DFT', 17, 20],
  ])('refuses %s of set %i, which changed in set %i', (operator, opset, changed) => {
    expect(() => upgrade(node(opset, operator))).toThrow(`changed in set ${changed}`);
    expect(upgrade(node(changed, operator)).model.graph.nodes[0]!.operator).toBe(operator);
  });

  it('takes attributes that came after set 21 only where they say what was so before', () => {
    expect(upgrade(node(23, 'QuantizeLinear', { precision: 0 })).model.graph.nodes[0]!.attributes).toEqual(
      [],
    );
    expect(() => upgrade(node(23, 'QuantizeLinear', { precision: 1 }))).toThrow(
      'has the attribute precision',
    );
    expect(() => upgrade(node(25, 'DequantizeLinear', { output_dtype: 10 }))).toThrow('output_dtype');
  });

  it('tells all nodes at once', () => {
    const builder = new GraphBuilder();
    const first = builder.node('Swish', [builder.input('x', [2, 4])], {}, { name: 'a', outputs: ['y'] });
    builder.output(builder.node('CumProd', [first], {}, { name: 'b', outputs: ['z'] }), [2, 4]);
    const both = state(builder.model(26));
    const types = new Map([...both.types, ['z', { element: 'float32', dims: [2, 4] }] as const]);
    let told: unknown;
    try {
      upgrade({ ...both, types });
    } catch (error) {
      told = error;
    }
    expect(told).toMatchObject({
      obstacles: [
        { code: 'operator_unsupported', node: 'a', operator: 'Swish' },
        { code: 'operator_unsupported', node: 'b', operator: 'CumProd' },
      ],
    });
  });
});
