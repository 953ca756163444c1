import { describe, expect, it } from 'vitest';
import type { Graph, ValueType } from '../../../../src/graph/graph.ts';
import { GraphBuilder, type AttributeValue } from '../../../../src/graph/builder.ts';
import { screenValues } from '../../../../src/service/model/screening/values.ts';

const TENSOR = { type: 'float32', dims: [1], bytes: new Uint8Array(4) } as const;
const TEXTS = { type: 'string', dims: [1], bytes: new Uint8Array(0), strings: ['a'] } as const;
const SPARSE = { name: 's', dims: [9], values: TENSOR, indices: TENSOR };

const codes = (change: Partial<Graph>) =>
  [...screenValues({ ...new GraphBuilder().build(), ...change })].map(({ code }) => code);
const value = (type: ValueType) => ({ values: [{ name: 'v', type }] });

describe('screenValues', () => {
  it.each<[string, Partial<Graph>, string[]]>([
    ['a tensor', value({ kind: 'tensor', element: 'int64', dims: null }), []],
    ['an undescribed value', value({ kind: 'unknown' }), []],
    ['a sequence', value({ kind: 'sequence', of: { kind: 'unknown' } }), ['sequence_value']],
    ['an optional', value({ kind: 'optional', of: { kind: 'unknown' } }), ['sequence_value']],
    ['a map', value({ kind: 'map', key: 'int64', of: { kind: 'unknown' } }), ['sequence_value']],
    ['texts', value({ kind: 'tensor', element: 'string', dims: null }), ['string_value']],
    ['a sparse value', value({ kind: 'sparse', element: 'float32', dims: [4] }), ['sparse_tensor']],
    ['a sparse initializer', { sparse: [SPARSE] }, ['sparse_tensor']],
    ['an initializer of texts', { initializers: [{ name: 'w', ...TEXTS }] }, ['string_value']],
    ['an initializer of numbers', { initializers: [{ name: 'w', ...TENSOR }] }, []],
  ])('%s', (_, change, expected) => {
    expect(codes(change)).toEqual(expected);
  });

  it('a node with a sparse constant', () => {
    const attributes = [{ name: 'sparse_value', kind: 'sparse', value: SPARSE }] as const;
    const node = { name: 'c', operator: 'Constant', domain: '', inputs: [], outputs: ['y'], attributes };
    expect(codes({ nodes: [node] })).toEqual(['sparse_tensor']);
  });

  it.each<[string, Record<string, AttributeValue>, string[]]>([
    ['numbers', { value: TENSOR }, []],
    ['texts', { value: TEXTS }, ['string_value']],
    ['a text', { value_string: 'a' }, ['string_value']],
    ['a setting that is a text', { auto_pad: 'VALID' }, []],
  ])('a node with %s', (_, attributes, expected) => {
    const builder = new GraphBuilder();
    builder.node('Constant', [], attributes, { name: 'c' });
    const reasons = [...screenValues(builder.build())];
    expect(reasons.map(({ code }) => code)).toEqual(expected);
    for (const reason of reasons) expect(reason).toMatchObject({ node: 'c', operator: 'Constant' });
  });
});
