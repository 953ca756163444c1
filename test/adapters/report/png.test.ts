import { crc32, inflateSync } from 'node:zlib';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { png } from '../../../src/adapters/report/png.ts';

interface Chunk {
  readonly type: string;
  readonly body: Buffer;
}

/** The chunks of a PNG, each checked by its sum. */
function chunksOf(bytes: Buffer): Chunk[] {
  expect(bytes.subarray(0, 8).toString('latin1')).toBe('\x89PNG\r\n\x1a\n');
  const chunks: Chunk[] = [];
  for (let start = 8; start < bytes.length;) {
    const length = bytes.readUInt32BE(start);
    const end = start + 8 + length;
    expect(bytes.readUInt32BE(end)).toBe(crc32(bytes.subarray(start + 4, end)));
    chunks.push({
      type: bytes.toString('latin1', start + 4, start + 8),
      body: bytes.subarray(start + 8, end),
    });
    start = end + 4;
  }
  return chunks;
}

it('holds every pixel, with its size and kind', () => {
  const raster = fc
    .tuple(
      fc.integer({ min: 1, max: 9 }),
      fc.integer({ min: 1, max: 9 }),
      fc.constantFrom(1 as const, 3 as const),
    )
    .chain(([width, height, channels]) => {
      const length = width * height * channels;
      return fc
        .uint8Array({ minLength: length, maxLength: length })
        .map((pixels) => ({ width, height, channels, pixels }));
    });
  fc.assert(
    fc.property(raster, (image) => {
      const [header, data, end] = chunksOf(png(image));
      expect([header!.type, data!.type, end!.type]).toEqual(['IHDR', 'IDAT', 'IEND']);
      expect([header!.body.readUInt32BE(0), header!.body.readUInt32BE(4)]).toEqual([
        image.width,
        image.height,
      ]);
      expect([...header!.body.subarray(8)]).toEqual([8, image.channels === 3 ? 2 : 0, 0, 0, 0]);
      const line = image.width * image.channels;
      const lines = inflateSync(data!.body);
      for (let row = 0; row < image.height; row++) {
        expect(lines[row * (line + 1)]).toBe(0);
        const pixels = lines.subarray(row * (line + 1) + 1, (row + 1) * (line + 1));
        expect([...pixels]).toEqual([...image.pixels.subarray(row * line, (row + 1) * line)]);
      }
    }),
  );
});
