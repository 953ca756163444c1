import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  canonicalSize,
  decodeLabel,
  decodeSample,
  encode,
  HEADER_SIZE,
  labelRange,
  readHeader,
  sampleRange,
  type ByteRange,
} from '../../../src/service/dataset/canonical.ts';
import { channelsFirst, toChannelsFirst, type Layout } from '../../../src/service/dataset/layout.ts';
import { samplesOf } from './samples.ts';
import { golden } from './uploads.ts';

const bytesOf = (...args: Parameters<typeof encode>): Buffer => Buffer.concat([...encode(...args)]);
const cut = (bytes: Buffer, { offset, length }: ByteRange) => bytes.subarray(offset, offset + length);

const typed = fc.constantFrom(Uint8Array, Int8Array, Int32Array, Float32Array, Float64Array);
const set = fc
  .record({
    type: typed,
    shape: fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 4 }),
    count: fc.integer({ min: 1, max: 5 }),
    layout: fc.constantFrom<Layout>('NCHW', 'NHWC'),
    scale: fc.constantFrom(1, 1 / 255, 0.3),
    labelled: fc.boolean(),
  })
  .chain((made) => {
    const length = made.shape.reduce((all, one) => all * one, made.count);
    const value = fc.integer({ min: -128, max: 255 });
    return fc.record({
      made: fc.constant(made),
      raw: fc.array(value, { minLength: length, maxLength: length }),
    });
  });

describe('the canonical form', () => {
  it('gives back every sample and label, each from its own bytes', () => {
    fc.assert(
      fc.property(set, ({ made: { type, shape, count, layout, scale, labelled }, raw }) => {
        const values = type.from(raw.map((value) => (type.name.startsWith('Float') ? value / 7 : value)));
        const labels = labelled ? Int32Array.from({ length: count }, (_, i) => 900_000 + i) : null;
        const bytes = bytesOf(samplesOf(values, shape, null, layout), labels, scale);
        const header = readHeader(bytes.subarray(0, HEADER_SIZE));
        expect(header).toMatchObject({ count, shape: channelsFirst(shape, layout), labelled });
        expect(header.type).toBe(type === Uint8Array ? 'uint8' : 'float32');
        expect(canonicalSize(header)).toBe(bytes.length);
        const size = values.length / count;
        for (let i = 0; i < count; i++) {
          const own = Float32Array.from(values.subarray(i * size, (i + 1) * size), (one) => one * scale);
          const found = decodeSample(cut(bytes, sampleRange(header, i)), header);
          expect(found).toEqual(toChannelsFirst(own, shape, layout));
          const range = labelRange(header, i);
          expect(range && decodeLabel(cut(bytes, range))).toBe(labels ? labels[i] : null);
        }
      }),
    );
  });

  it('never changes: datasets are known by its digest', () => {
    const bytes = bytesOf(samplesOf(Uint8Array.of(1, 2, 3, 4), [2]), Int32Array.of(7, 8), 0.5);
    const json = '{"count":2,"shape":[2],"type":"uint8","scale":0.5,"labelled":true}';
    expect(bytes.subarray(0, HEADER_SIZE).toString('latin1').trimEnd()).toBe(`PRVDATA1${'B\0\0\0'}${json}`);
    expect([...bytes.subarray(HEADER_SIZE)]).toEqual([7, 0, 0, 0, 8, 0, 0, 0, 1, 2, 3, 4]);
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(golden.canonical_digest);
  });

  it('is the same for equal samples in another layout or memory order', () => {
    const first = samplesOf(Uint8Array.of(0, 1, 2, 3, 4, 5), [3, 1, 2]);
    const last = samplesOf(Uint8Array.of(0, 2, 4, 1, 3, 5), [1, 2, 3], null, 'NHWC');
    expect(bytesOf(first, null, 1).equals(bytesOf(last, null, 1))).toBe(true);
  });

  it('comes in pieces of about a megabyte', () => {
    const sizes = [...encode(samplesOf(new Uint8Array(5_000_000), [100]), null, 1)].map(
      ({ length }) => length,
    );
    expect(Math.max(...sizes)).toBeLessThanOrEqual(2 ** 20);
    expect(sizes.reduce((all, one) => all + one, 0)).toBe(HEADER_SIZE + 5_000_000);
  });

  it('has no sample beyond the last', () => {
    const header = readHeader(bytesOf(samplesOf(Uint8Array.of(1, 2), [1]), null, 1));
    for (const index of [2, -1, 0.5, NaN]) {
      expect(() => sampleRange(header, index)).toThrow(RangeError);
      expect(() => labelRange(header, index)).toThrow(RangeError);
    }
  });

  it('refuses bytes that are not its own', () => {
    const whole = bytesOf(samplesOf(Uint8Array.of(1), [1]), null, 1);
    expect(() => readHeader(whole.subarray(0, 511))).toThrow('not a dataset');
    expect(() => readHeader(Buffer.alloc(HEADER_SIZE))).toThrow('not a dataset');
    const long = Buffer.from(whole);
    long.writeUInt32LE(501, 8);
    expect(() => readHeader(long)).toThrow('impossible length');
    const wrong = Buffer.from(whole);
    wrong.write('{"count":0', 12);
    expect(() => readHeader(wrong)).toThrow();
  });
});
