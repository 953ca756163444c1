import { describe, expect, it } from 'vitest';
import { check } from '../../../src/graph/check.ts';
import { readConstant } from '../../../src/graph/constant.ts';
import { decode } from '../../../src/graph/onnx/decode.ts';
import golden from '../../golden/onnx/tensors.json' with { type: 'json' };
import attributes from '../../golden/onnx/attributes.json' with { type: 'json' };
import { bytesOfModel, linear } from '../../support/models.ts';
import { field, message, number } from '../../support/protobuf.ts';

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');

/** A model with one initializer made of these parts. */
const withTensor = (...parts: Uint8Array[]) => message(number(1, 8), field(7, field(5, ...parts)));
const floats = (...values: number[]) => new Uint8Array(Float32Array.from(values).buffer);
const float = (field: number, value: number) => message(Uint8Array.of(field * 8 + 5), floats(value));

describe('decode', () => {
  it.each(golden.cases)('reads $type from $form elements', ({ model, bytes, type, dims }) => {
    const [tensor] = decode(Buffer.from(model, 'base64')).graph.initializers;
    expect(tensor).toMatchObject({ name: 'w', type, dims });
    expect(hex(tensor!.bytes)).toBe(bytes);
  });

  it('reads attributes, types and nested graphs as the onnx package writes them', () => {
    const model = decode(Buffer.from(attributes.model, 'base64'));
    expect(model).toMatchObject({ irVersion: 8, producer: 'golden', functions: [] });
    expect(model.opsets).toEqual([
      { domain: '', version: 13 },
      { domain: 'test', version: 1 },
    ]);
    const [node] = model.graph.nodes;
    expect(node).toMatchObject({
      name: 'all',
      operator: 'Everything',
      domain: 'test',
      inputs: ['outer', '', 'x'],
    });
    const payloads = Object.fromEntries(node!.attributes.map(({ kind, value }) => [kind, value]));
    expect(payloads).toMatchObject({
      float: Math.fround(0.1),
      int: -(2n ** 63n),
      string: 'grün',
      ints: [1n, 2n ** 63n - 1n],
      strings: ['a', ''],
      floats: [0.5, -1],
      tensor: { type: 'int64', dims: [2] },
      graph: { nodes: [{ operator: 'Neg' }] },
      type: { kind: 'tensor', element: 'float32', dims: ['n', 2, null] },
    });
    expect(model.graph.inputs.map(({ type }) => type.kind)).toEqual([
      'tensor',
      'tensor',
      'sequence',
      'optional',
      'map',
      'sparse',
    ]);
  });

  it('freezes what it answers', () => {
    const { graph } = decode(bytesOfModel(linear()));
    const [node] = graph.nodes;
    expect(
      [graph, graph.nodes, node, node!.inputs, node!.attributes, graph.initializers[0]].every(
        Object.isFrozen,
      ),
    ).toBe(true);
  });

  it('keeps raw and packed elements as views into the file', () => {
    const packed = withTensor(number(1, 2), number(2, 1), field(4, floats(1.5, -2)));
    const raw = withTensor(number(1, 2), number(2, 1), field(9, floats(1.5, -2)));
    for (const file of [packed, raw]) {
      const [tensor] = decode(file).graph.initializers;
      expect(tensor!.bytes.buffer).toBe(file.buffer);
      expect(readConstant(tensor!).data).toEqual(Float32Array.of(1.5, -2));
    }
  });

  it('reads repeated elements packed, one by one, and mixed', () => {
    const mixed = withTensor(
      number(1, 5),
      number(2, 1),
      float(4, 1),
      field(4, floats(2, 3)),
      float(4, 4),
      float(4, 5),
    );
    expect(readConstant(decode(mixed).graph.initializers[0]!).data).toEqual(Float32Array.of(1, 2, 3, 4, 5));
    const values = Array.from({ length: 100 }, (_, i) => i);
    const many = withTensor(number(1, 100), number(2, 1), ...values.map((value) => float(4, value)));
    expect(readConstant(decode(many).graph.initializers[0]!).data).toEqual(Float32Array.from(values));
    const ints = withTensor(
      number(1, 3),
      number(2, 7),
      number(7, -1),
      field(7, Uint8Array.of(0x80, 0x01, 0x02)),
    );
    expect(readConstant(decode(ints).graph.initializers[0]!).data).toEqual(BigInt64Array.of(-1n, 128n, 2n));
  });

  it('reads an element type that comes after the elements', () => {
    const late = withTensor(field(5, Uint8Array.of(1, 0)), number(1, 2), number(2, 9));
    expect(decode(late).graph.initializers[0]).toMatchObject({ type: 'bool', bytes: Uint8Array.of(1, 0) });
  });

  it('counts as inputs only what has no initializer', () => {
    const file = message(
      number(1, 3),
      field(7, field(11, field(1, 'x')), field(11, field(1, 'w')), field(5, field(8, 'w'), number(2, 1))),
    );
    const { graph } = decode(file);
    expect(graph.inputs.map(({ name }) => name)).toEqual(['x']);
    expect(graph.initializers.map(({ name }) => name)).toEqual(['w']);
  });

  it('takes a size of -1 and an empty symbol for an open one, as engines do', () => {
    const dims = [number(1, -1), field(2, ''), number(1, 3), field(2, 'n'), new Uint8Array(0)].map((dim) =>
      field(1, dim),
    );
    const file = field(7, field(11, field(1, 'x'), field(2, field(1, number(1, 1), field(2, ...dims)))));
    expect(decode(file).graph.inputs[0]!.type).toEqual({
      kind: 'tensor',
      element: 'float32',
      dims: [null, null, 3, 'n', null],
    });
  });

  it('leaves external data to check, which names tensor and file', () => {
    const external = withTensor(
      number(2, 1),
      field(8, 'w'),
      number(14, 1),
      field(13, field(1, 'location'), field(2, '../w.bin')),
    );
    const flaws = check(decode(external).graph);
    expect(flaws.map(({ code }) => code)).toEqual(['external_data']);
    expect(flaws[0]!.message).toContain('"w" lies in another file ("../w.bin")');
  });

  it('takes ai.onnx for the domain of ONNX itself', () => {
    const file = message(
      field(8, field(1, 'ai.onnx'), number(2, 13)),
      field(7, field(1, field(4, 'Relu'), field(7, 'ai.onnx'))),
    );
    const model = decode(file);
    expect(model.opsets).toEqual([{ domain: '', version: 13 }]);
    expect(model.graph.nodes[0]!.domain).toBe('');
  });

  it('skips fields that it does not know, of every wire type', () => {
    const fixed64 = Uint8Array.of(15 * 8 + 1, 1, 2, 3, 4, 5, 6, 7, 8);
    const unknown = message(number(900, 1), field(901, 'text'), float(12, 1), fixed64);
    expect(decode(message(unknown, bytesOfModel(linear()))).graph.nodes).toHaveLength(1);
  });

  it.each([
    [
      'its type disagrees with its value',
      message(field(1, 'a'), number(20, 7), float(2, 1)),
      'its type is ints, but it holds float',
    ],
    ['it has no type and no value', field(1, 'a'), 'it has no type and 0 values'],
    ['its type is unknown', message(field(1, 'a'), number(20, 99)), 'its type 99 is not known'],
    [
      'a tensor is announced but missing',
      message(field(1, 'a'), number(20, 4)),
      'its type is tensor, but it holds nothing',
    ],
  ])('keeps an attribute as illegal when %s', (_, attribute, words) => {
    const file = field(7, field(1, field(4, 'Op'), field(5, attribute)));
    expect(decode(file).graph.nodes[0]!.attributes).toEqual([{ name: 'a', kind: 'illegal', value: words }]);
  });

  it('reads attributes of old files, which had no type, by what they hold', () => {
    const file = field(
      7,
      field(1, field(5, field(1, 'a'), number(3, 5)), field(5, field(1, 'b'), number(20, 2))),
    );
    expect(decode(file).graph.nodes[0]!.attributes).toEqual([
      { name: 'a', kind: 'int', value: 5n },
      { name: 'b', kind: 'int', value: 0n },
    ]);
  });
});
