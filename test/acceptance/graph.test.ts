import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { describe, expect, it } from 'vitest';
import { check } from '../../src/graph/check.ts';
import type { Model } from '../../src/graph/graph.ts';
import { decode } from '../../src/graph/onnx/decode.ts';
import { encode } from '../../src/graph/onnx/encode.ts';
import { print } from '../../src/graph/print.ts';
import { screen } from '../../src/service/model/screen.ts';

const DATA = join(import.meta.dirname, '../../../shared/data');
const files = readdirSync(DATA, { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.onnx(\.gz)?$/.test(file))
  .sort();

function read(file: string): Uint8Array {
  const bytes = readFileSync(join(DATA, file));
  return file.endsWith('.gz') ? gunzipSync(bytes) : bytes;
}

/** What the engine gives for a fixed input, as the bytes of every output. */
async function run(file: Uint8Array, { graph }: Model): Promise<Record<string, string>> {
  const session = await InferenceSession.create(file, { intraOpNumThreads: 1, logSeverityLevel: 4 });
  const feeds = Object.fromEntries(
    graph.inputs.map(({ name, type }) => {
      const open = 'dims' in type ? (type.dims ?? []) : [];
      const dims = open.map((dim) => (typeof dim === 'number' ? dim : 2));
      const size = dims.reduce((product, dim) => product * dim, 1);
      return [
        name,
        new Tensor(
          'float32',
          Float32Array.from({ length: size }, (_, i) => Math.sin(i + 1)),
          dims,
        ),
      ];
    }),
  );
  const outputs = Object.entries(await session.run(feeds));
  await session.release();
  return Object.fromEntries(
    outputs.map(([name, { data, dims }]) => {
      const { buffer, byteOffset, byteLength } = data as Float32Array;
      return [name, `[${dims.join()}] ${Buffer.from(buffer, byteOffset, byteLength).toString('base64')}`];
    }),
  );
}

/** Networks that are no classifiers of single samples, or were exported for training: what the screen says of each. */
const REFUSED: Readonly<Record<string, readonly string[]>> = {};

describe.each(files)('%s', (file) => {
  const bytes = read(file);
  const model = decode(bytes);

  it('is legal, and can be printed', () => {
    expect(check(model.graph)).toEqual([]);
    expect(print(model.graph).length).toBeGreaterThan(50);
  });

  it('written again gives the same bits', async () => {
    const again = encode(model);
    expect(print(decode(again).graph)).toBe(print(model.graph));
    expect(await run(again, model)).toEqual(await run(bytes, model));
  });

  it('is admitted, or refused for the known reasons', () => {
    expect(screen(bytes).faults.map(({ code }) => code)).toEqual(REFUSED[file] ?? []);
  });
});
