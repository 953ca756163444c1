import { describe, expect, it } from 'vitest';
import type { Canonical } from '../../../../src/graph/rewrites/canonical/canonical.ts';
import { verify } from '../../../../src/graph/rewrites/canonical/verify.ts';
import { linear } from '../../../support/models.ts';

const type = (...dims: number[]) => ({ element: 'float32', dims }) as const;
const TYPES = { x: type(2, 4), weight: type(4, 3), bias: type(3), logits: type(2, 3) };
const state = (types: Readonly<Record<string, ReturnType<typeof type>>>): Canonical => ({
  model: linear({ batch: 2 }),
  batch: 2,
  types: new Map(Object.entries(types)),
  magnitudes: new Map(),
  tail: 'none',
});

describe('verify', () => {
  it('answers what is legal', () => {
    const legal = state(TYPES);
    expect(verify(legal, 'any')).toBe(legal);
  });

  it('names the pass that lost a type, or changed a constant without it', () => {
    const { logits: _, ...lost } = TYPES;
    expect(() => verify(state(lost), 'fold')).toThrow('the pass "fold" left the value "logits" has no type');
    const wrong = state({ ...TYPES, bias: type(4) });
    expect(() => verify(wrong, 'gemm')).toThrow('the constant "bias" is float32[3], but its type is another');
    const types = new Map([...state(TYPES).types, ['bias', { element: 'float64', dims: [3] }] as const]);
    expect(() => verify({ ...wrong, types }, 'gemm')).toThrow('the constant "bias" is float32[3]');
  });

  it('names the pass that left an illegal graph', () => {
    const legal = state(TYPES);
    const graph = { ...legal.model.graph, initializers: [] };
    expect(() => verify({ ...legal, model: { ...legal.model, graph } }, 'fold')).toThrow('reads "weight"');
  });
});
