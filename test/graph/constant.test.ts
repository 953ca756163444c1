import { describe, expect, it } from 'vitest';
import { readNumbers, type Constant } from '../../src/graph/constant.ts';
import { readConstant } from '../../src/graph/graph.ts';

const FILE = new Uint8Array(32);
new DataView(FILE.buffer).setFloat32(8, 1.5, true);
new DataView(FILE.buffer).setFloat32(17, 2.5, true);
const at = (offset: number): Constant => ({
  type: 'float32',
  dims: [1],
  bytes: FILE.subarray(offset, offset + 4),
});

describe('readConstant', () => {
  it('answers a view into the file where the bytes are aligned', () => {
    const { data } = readConstant(at(8));
    expect(data).toEqual(Float32Array.of(1.5));
    expect(data.buffer).toBe(FILE.buffer);
  });

  it('answers a copy where they are not', () => {
    const { data } = readConstant(at(17));
    expect(data).toEqual(Float32Array.of(2.5));
    expect(data.buffer).not.toBe(FILE.buffer);
  });

  it('shows the bits of types that have no array', () => {
    const half = readConstant({ type: 'float16', dims: [2], bytes: Uint8Array.of(0, 0x3c, 0, 0xc0) });
    expect(half.data).toEqual(Uint16Array.of(0x3c00, 0xc000));
    expect(readConstant({ type: 'int4', dims: [3], bytes: Uint8Array.of(0x21, 0x03) }).data).toHaveLength(2);
    expect(readConstant({ type: 'complex64', dims: [1], bytes: new Uint8Array(8) }).data).toHaveLength(2);
  });

  it('refuses what has no elements here', () => {
    const none = new Uint8Array(0);
    expect(() => readConstant({ type: 'string', dims: [0], bytes: none, strings: [] })).toThrow('string');
    expect(() => readConstant({ type: 'int8', dims: [2], bytes: none, external: 'w.bin' })).toThrow('w.bin');
    expect(() => readConstant({ type: 'int8', dims: [2], bytes: none })).toThrow(
      'takes 2 bytes, but there are 0',
    );
  });
});

describe('readNumbers', () => {
  it('gives integers and floats as numbers, and null for other types', () => {
    const bytes = new Uint8Array(BigInt64Array.of(-1n, 7n).buffer);
    expect(readNumbers({ type: 'int64', dims: [2], bytes })).toEqual([-1, 7]);
    expect(readNumbers(at(8))).toEqual([1.5]);
    expect(readNumbers({ type: 'float16', dims: [1], bytes: new Uint8Array(2) })).toBeNull();
  });
});
