import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { check } from '../../../src/graph/check.ts';
import { decode } from '../../../src/graph/onnx/decode.ts';
import { OnnxError } from '../../../src/graph/onnx/error.ts';
import type { Limits } from '../../../src/graph/onnx/limits.ts';
import attributes from '../../golden/onnx/attributes.json' with { type: 'json' };
import { bytesOfModel, convolutional, linear } from '../../support/models.ts';
import { field, message, number, varint } from '../../support/protobuf.ts';

/** The error of a file, or null when it can be read; anything but an OnnxError fails the test. */
function errorOf(file: Uint8Array, limits?: Partial<Limits>): OnnxError | null {
  try {
    check(decode(file, limits).graph);
    return null;
  } catch (error) {
    if (error instanceof OnnxError) return error;
    throw error;
  }
}

const code = (file: Uint8Array, limits?: Partial<Limits>) => errorOf(file, limits)?.code ?? null;
const graph = (...parts: Uint8Array[]) => field(7, ...parts);
const repeat = (part: Uint8Array, times: number): Uint8Array => {
  const whole = new Uint8Array(part.length * times);
  for (let i = 0; i < times; i++) whole.set(part, i * part.length);
  return whole;
};

describe('a file that is cut off', () => {
  const whole = bytesOfModel(convolutional());
  it('is refused at every length, with a reason', () => {
    const known = ['file_empty', 'file_truncated', 'file_malformed', 'file_not_onnx'];
    for (let length = 0; length < whole.length; length++) {
      const found = code(whole.subarray(0, length));
      // Between the last fields of the model the rest is still a whole message.
      if (found !== null) expect(known).toContain(found);
      else expect(length).toBeGreaterThan(whole.length - 8);
    }
  });

  it('says so', () => {
    expect(errorOf(whole.subarray(0, 300))).toMatchObject({
      code: 'file_truncated',
      message: expect.stringContaining('the file ends') as unknown,
    });
  });
});

describe('malformed bytes', () => {
  it.each([
    ['no bytes', new Uint8Array(0), 'file_empty'],
    ['bytes without a graph', number(1, 8), 'file_not_onnx'],
    ['a length beyond the end', Uint8Array.of(7 * 8 + 2, ...varint(1000), 1), 'file_truncated'],
    ['a length of 2^32 − 1', Uint8Array.of(7 * 8 + 2, ...varint(2 ** 32 - 1), 1), 'file_truncated'],
    [
      'a length beyond 64 bits',
      Uint8Array.of(7 * 8 + 2, ...new Array<number>(10).fill(0xff), 1),
      'file_malformed',
    ],
    ['a part longer than its whole', graph(Uint8Array.of(8 + 2, 100, 1)), 'file_malformed'],
    ['a varint of eleven bytes', Uint8Array.of(8, ...new Array<number>(11).fill(0xff)), 'file_malformed'],
    ['a tag of eleven bytes', Uint8Array.of(...new Array<number>(11).fill(0xff)), 'file_malformed'],
    ['a field number 0', Uint8Array.of(0, 1), 'file_malformed'],
    ['a known field of another wire type', graph(number(1, 5)), 'file_malformed'],
    [
      'a number of another wire type',
      message(Uint8Array.of(8 + 2, 8), repeat(number(15, 1), 4), graph()),
      'file_malformed',
    ],
    ['a group', Uint8Array.of(50 * 8 + 3 - 256, 1), 'file_malformed'],
    ['a wire type that does not exist', Uint8Array.of(15 * 8 + 7), 'file_malformed'],
    ['a name that is not UTF-8', graph(field(2, Uint8Array.of(0xc3, 0x28))), 'text_invalid'],
    ['an element type that does not exist', graph(field(5, number(2, 99))), 'element_type_unknown'],
    [
      'elements in the field of another type',
      graph(field(5, number(1, 1), number(2, 1), field(7, Uint8Array.of(1)))),
      'file_malformed',
    ],
    ['elements twice', graph(field(5, number(2, 1), field(9, 'abcd'), field(4, 'abcd'))), 'file_malformed'],
    ['a tensor in segments', graph(field(5, field(3, number(1, 0)))), 'file_malformed'],
  ])('%s are refused', (_, file, expected) => {
    expect(code(file)).toBe(expected);
  });

  // An engine would merge the two, and run nodes that a reader of one of them never saw.
  it.each([
    ['graphs', message(graph(), graph())],
    ['types', graph(field(11, field(2, field(1)), field(2, field(1))))],
    ['shapes', graph(field(11, field(2, field(1, field(2), field(2)))))],
    ['tensors of an attribute', graph(field(1, field(5, field(5, number(2, 1)), field(5, number(2, 1)))))],
    ['values of a sparse tensor', graph(field(15, field(1, number(2, 1)), field(1, number(2, 1))))],
  ])('two %s where there is one are refused', (_, file) => {
    expect(code(file)).toBe('file_malformed');
  });

  it('names the node and the tensor', () => {
    const tensor = field(5, field(1, 'value'), field(5, number(2, 99), field(8, 'w')));
    const error = errorOf(graph(field(1, field(3, 'the node'), field(4, 'Constant'), tensor)));
    expect(error!.place).toEqual({ node: 'the node', operator: 'Constant', tensor: 'w' });
    const cut = field(5, field(8, 'w'), number(2, 7), field(7, Uint8Array.of(0x80)));
    expect(errorOf(graph(cut))!.place).toEqual({ tensor: 'w' });
  });
});

describe('files that are more than they look', () => {
  it('a million nodes are refused before they are built', () => {
    const file = graph(repeat(field(1, field(4, 'Relu')), 1_000_000));
    const before = process.memoryUsage().heapUsed;
    expect(errorOf(file)).toMatchObject({
      code: 'too_many_nodes',
      message: 'the file has more than 100,000 nodes',
    });
    expect(process.memoryUsage().heapUsed - before).toBeLessThan(400e6);
  });

  it.each([
    ['tensors', { tensors: 9 }, repeat(field(5, number(2, 1)), 10), 'too_many_tensors'],
    ['values', { values: 9 }, repeat(field(13, field(1, 'v')), 10), 'too_many_values'],
    ['attributes', { attributes: 9 }, field(1, repeat(field(5, field(1, 'a')), 10)), 'too_many_attributes'],
    ['inputs of a node', { entries: 9 }, field(1, repeat(field(1, 'x'), 10)), 'too_many_entries'],
    ['packed dims', { entries: 9 }, field(5, number(2, 1), field(1, new Uint8Array(10))), 'too_many_entries'],
    [
      'packed floats of an attribute',
      { entries: 9 },
      field(1, field(5, field(7, new Uint8Array(40)))),
      'too_many_entries',
    ],
    ['texts of a tensor', { entries: 9 }, field(5, number(2, 8), repeat(field(6), 10)), 'too_many_entries'],
    [
      'dimensions of a type',
      { entries: 9 },
      field(11, field(2, field(1, field(2, repeat(field(1), 10))))),
      'too_many_entries',
    ],
    ['unknown fields', { fields: 9 }, repeat(number(99, 0), 10), 'too_many_fields'],
    [
      'varints that grow eightfold',
      { unpackedBytes: 79 },
      field(5, number(2, 7), field(7, new Uint8Array(10))),
      'unpacked_too_large',
    ],
    [
      'unpacked floats',
      { unpackedBytes: 63 },
      field(5, number(2, 1), repeat(Uint8Array.of(4 * 8 + 5, 0, 0, 0, 0), 10)),
      'unpacked_too_large',
    ],
    [
      'a long text',
      { unpackedBytes: 9 },
      field(1, field(5, field(1, 'a'), field(4, 'x'.repeat(9)))),
      'unpacked_too_large',
    ],
    ['a long name', { nameLength: 9 }, field(2, 'x'.repeat(10)), 'name_too_long'],
  ] as const)('%s are counted while reading', (_, limits, content, expected) => {
    expect(code(graph(content), limits)).toBe(expected);
    expect(code(graph(content))).toBeNull();
  });

  it('a name of a megabyte is refused without being read', () => {
    const error = errorOf(graph(field(2, '\u0007'.repeat(2 ** 20))));
    expect(error).toMatchObject({
      code: 'name_too_long',
      message: 'a name has 1,048,576 bytes, at byte 5; at most 4096 are read',
    });
  });

  /** Messages within messages, by a path of field numbers that is walked again and again; headers only. */
  const nest = (levels: number, path: readonly number[]): Uint8Array => {
    const headers: (readonly number[])[] = [];
    let length = 0;
    for (let i = 0; i < levels; i++) {
      for (const number of path.toReversed()) {
        const header = [...varint(number * 8 + 2), ...varint(length)];
        headers.push(header);
        length += header.length;
      }
    }
    return Uint8Array.from(headers.toReversed().flat());
  };
  const graphs = (levels: number) => graph(nest(levels - 1, [1, 5, 6]));
  const types = (levels: number) => graph(field(11, field(2, nest(levels - 1, [4, 1]))));

  it.each([9, 10_000])('%i levels of graphs or types are refused', (levels) => {
    expect(code(graphs(levels))).toBe('nesting_too_deep');
    expect(code(types(levels))).toBe('nesting_too_deep');
  });

  it('eight levels are read', () => {
    expect(code(graphs(8))).toBeNull();
    expect(code(types(8))).toBeNull();
  });

  it('negative and overflowing dims are left to check, and no memory is taken for them', () => {
    const tensor = (...dims: (number | bigint)[]) =>
      graph(field(5, field(8, 'w'), number(2, 1), ...dims.map((dim) => number(1, dim))));
    expect(check(decode(tensor(-1)).graph)).toMatchObject([{ code: 'dims_negative' }]);
    expect(check(decode(tensor(2n ** 62n, 4)).graph)).toMatchObject([{ code: 'size_overflow' }]);
    expect(check(decode(tensor(10_000_000_000)).graph)).toMatchObject([{ code: 'tensor_size_wrong' }]);
  });
});

describe('whatever bytes', () => {
  it('are a model or an OnnxError', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (file) => void errorOf(file)),
      { numRuns: 2000, seed: 3 },
    );
  });

  const golden = new Uint8Array(Buffer.from(attributes.model, 'base64'));
  it.each([
    ['a linear model', bytesOfModel(linear())],
    ['attributes of every kind', golden],
  ])('%s with bytes changed is a model or an OnnxError', (_, whole) => {
    const change = fc.record({ at: fc.nat(whole.length - 1), to: fc.integer({ min: 0, max: 255 }) });
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 4 }), (changes) => {
        const file = whole.slice();
        for (const { at, to } of changes) file[at] = to;
        errorOf(file);
      }),
      { numRuns: 3000, seed: 5 },
    );
  });

  it('with parts left out or doubled are a model or an OnnxError', () => {
    const cut = fc.record({ from: fc.nat(golden.length), length: fc.nat(60), twice: fc.boolean() });
    fc.assert(
      fc.property(cut, ({ from, length, twice }) => {
        const piece = golden.subarray(from, from + length);
        errorOf(
          message(golden.subarray(0, from), ...(twice ? [piece, piece] : []), golden.subarray(from + length)),
        );
      }),
      { numRuns: 2000, seed: 9 },
    );
  });
});
