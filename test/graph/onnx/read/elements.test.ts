import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { expandVarints } from '../../../../src/graph/onnx/read/elements.ts';
import { Source } from '../../../../src/graph/onnx/read/source.ts';
import { DEFAULT_LIMITS } from '../../../../src/graph/onnx/limits.ts';
import { varint } from '../../../support/protobuf.ts';

const source = () => new Source(new Uint8Array(0), { ...DEFAULT_LIMITS, unpackedBytes: 1000 });
const expand = (bytes: readonly number[], type: Parameters<typeof expandVarints>[2]) =>
  expandVarints(source(), Uint8Array.from(bytes), type);

describe('expandVarints', () => {
  it('writes any 64 bit integers', () => {
    const int64 = fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n });
    fc.assert(
      fc.property(fc.array(int64, { maxLength: 20 }), (values) => {
        const bytes = expand(values.flatMap(varint), 'int64');
        expect(bytes).toEqual(new Uint8Array(BigInt64Array.from(values).buffer));
      }),
      { seed: 11 },
    );
  });

  it.each([
    ['int32', [-1, 5], Int32Array.of(-1, 5)],
    ['int8', [-128, 127], Int8Array.of(-128, 127)],
    ['uint32', [2 ** 32 - 1], Uint32Array.of(2 ** 32 - 1)],
    ['float16', [0x3c00], Uint16Array.of(0x3c00)],
    ['bool', [1, 0], Uint8Array.of(1, 0)],
  ] as const)('keeps the low bits that %s has', (type, values, expected) => {
    expect(expand(values.flatMap(varint), type)).toEqual(new Uint8Array(expected.buffer));
  });

  it('refuses a varint that is cut off or too long, and more than the limit', () => {
    expect(() => expand([1, 0x80], 'int8')).toThrow('cut off');
    expect(() => expand([...new Array<number>(10).fill(0x80), 1], 'int64')).toThrow('more than ten bytes');
    expect(() => expand(new Array<number>(126).fill(1), 'int64')).toThrow('more than 1,000 bytes');
  });
});
