import fc from 'fast-check';
import { InferenceSession } from 'onnxruntime-node';
import { describe, expect, it } from 'vitest';
import { GraphBuilder } from '../../../src/graph/builder.ts';
import type { Attribute, Dimension, Kind, Model, Payloads, ValueType } from '../../../src/graph/graph.ts';
import { decode } from '../../../src/graph/onnx/decode.ts';
import { encode } from '../../../src/graph/onnx/encode.ts';
import type { ElementType } from '../../../src/graph/tensor.ts';
import attributes from '../../golden/onnx/attributes.json' with { type: 'json' };
import tensors from '../../golden/onnx/tensors.json' with { type: 'json' };
import * as models from '../../support/models.ts';

/** What the runner of equality sees: bytes as hex, so that views and copies are equal. */
const plain = (model: Model): unknown =>
  JSON.parse(
    JSON.stringify(model, (_, value: unknown) => {
      if (value instanceof Uint8Array) return Buffer.from(value).toString('hex');
      if (typeof value === 'bigint') return `${value}n`;
      return typeof value === 'number' && !Number.isSafeInteger(value)
        ? `${Object.is(value, -0) ? '-' : ''}${value}`
        : value;
    }),
  );

const bytes = fc.uint8Array({ maxLength: 40 });
const name = fc.string({ unit: 'binary', maxLength: 12 });
const int64 = fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n });
const size = fc.integer({ min: 0, max: 2 ** 40 });
const element = fc.constantFrom<ElementType>('float32', 'int64', 'bool', 'int4', 'bfloat16', 'float8_e5m2');
const constant = fc.record({ type: element, dims: fc.array(size, { maxLength: 4 }), bytes });
const float = fc.float().map((value) => (value !== value ? NaN : value));
const dimension = fc.oneof(
  size,
  fc.constant<Dimension>(null),
  name.filter((one) => one !== ''),
);
const type: fc.Arbitrary<ValueType> = fc.letrec<{ type: ValueType }>((tie) => ({
  type: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    fc.record({
      kind: fc.constant('tensor' as const),
      element,
      dims: fc.option(fc.array(dimension, { maxLength: 4 })),
    }),
    fc.record({ kind: fc.constantFrom('sequence' as const, 'optional' as const), of: tie('type') }),
    fc.record({ kind: fc.constant('map' as const), key: element, of: tie('type') }),
    fc.record({ kind: fc.constant('opaque' as const), domain: name, name }),
  ),
})).type;

const payloads: {
  [K in Exclude<Kind, 'graph' | 'graphs' | 'sparse' | 'sparses' | 'tensor' | 'tensors'>]: fc.Arbitrary<
    Payloads[K]
  >;
} = {
  float,
  int: int64,
  string: name,
  type,
  floats: fc.array(float, { maxLength: 5 }),
  ints: fc.array(int64, { maxLength: 5 }),
  strings: fc.array(name, { maxLength: 5 }),
  types: fc.array(type, { maxLength: 3 }),
};
const attribute = fc.oneof(
  ...Object.entries(payloads).map(([kind, value]) =>
    fc.record({ name, kind: fc.constant(kind), value: value as fc.Arbitrary<unknown> }),
  ),
) as fc.Arbitrary<Attribute>;
const names = fc.array(name, { maxLength: 4 });
const node = fc.record({
  name,
  operator: name,
  domain: name,
  inputs: names,
  outputs: names,
  attributes: fc.array(attribute, { maxLength: 4 }),
});
const value = fc.record({ name, type });
const model: fc.Arbitrary<Model> = fc.record({
  irVersion: fc.integer({ min: 4, max: 13 }),
  opsets: fc.array(fc.record({ domain: name, version: fc.integer({ min: 0, max: 99 }) }), { maxLength: 3 }),
  producer: name,
  functions: fc.constant([]),
  graph: fc.record({
    name,
    inputs: fc.constant([]),
    outputs: fc.array(value, { maxLength: 3 }),
    initializers: fc.array(
      fc.tuple(name, constant).map(([one, rest]) => ({ name: one, ...rest })),
      { maxLength: 3 },
    ),
    sparse: fc.constant([]),
    nodes: fc.array(node, { maxLength: 4 }),
    values: fc.array(value, { maxLength: 3 }),
  }),
});

describe('encode', () => {
  it('writes what decodes to the same model, whatever is in it', () => {
    fc.assert(
      fc.property(model, (one) => {
        expect(plain(decode(encode(one)))).toEqual(plain(one));
      }),
      { numRuns: 300, seed: 7 },
    );
  });

  it.each([
    ['attributes of every kind', attributes.model] as const,
    ...tensors.cases.map(({ type: element, form, model: base64 }) => [`${form} ${element}`, base64] as const),
  ])('writes %s again without loss', (_, base64) => {
    const once = decode(Buffer.from(base64, 'base64'));
    expect(plain(decode(encode(once)))).toEqual(plain(once));
  });

  it('writes nested graphs and strings', () => {
    const builder = new GraphBuilder();
    builder.node('If', ['c'], { then_branch: models.linear().graph, texts: ['a', ''], text: '' });
    expect(plain(decode(encode(builder.model())))).toEqual(plain(builder.model()));
  });

  it('writes initializers as inputs too for old engines, which want it, and keeps them apart when reading', async () => {
    const old: Model = { ...models.linear(), irVersion: 3 };
    expect(plain(decode(encode(old)))).toEqual(plain(old));
    expect(encode(old).length).toBeGreaterThan(encode({ ...old, irVersion: 4 }).length);
    const session = await InferenceSession.create(encode(old));
    expect(session.inputNames).toContain('x');
  });

  it('refuses what it cannot write without loss', () => {
    const broken: Attribute = { name: 'a', kind: 'illegal', value: 'why' };
    const { graph, ...rest } = models.linear();
    const nodes = [{ ...graph.nodes[0]!, attributes: [broken] }];
    expect(() => encode({ ...rest, graph: { ...graph, nodes } })).toThrow('the attribute a has no value');
    expect(() => encode({ ...rest, graph, functions: [{ domain: 'd', name: 'own' }] })).toThrow(
      'local function, own',
    );
  });
});
