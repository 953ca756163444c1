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
import { sort } from '../../src/graph/sort.ts';
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

/** Networks whose constants come after the nodes that read them: the engine runs them all the same. */
const UNSORTED =
  /layer-zoo\/(add|batchnorm|cast_int_to_float|conv|dropout_training_mode_\w+|gemm|matmul|reshape\w*|squeeze_with_axes|sub|unsqueeze)\.onnx/;

/** Networks that are neither classifiers of single samples nor denoisers, and what the screen says of each. Most of them are tests of one operator. */
const REFUSED: readonly (readonly [RegExp, readonly string[]])[] = [
  [/concat_axis/, ['inputs_many', 'output_shape']],
  [/split_1d/, ['input_rank', 'outputs_many']],
  [/split_(2d|5d.*axis-4\.)/, ['outputs_many']],
  [/resize_4dims/, ['output_shape']],
  [/constant\.onnx|test_(nano|tiny|small)/, ['input_rank', 'output_shape']],
  [/dropout_training_mode_true/, ['training_mode']],
  [/layer-zoo\/(flatten|maxpool|reshape\w*|(un)?squeeze\w*|transpose)\.onnx/, ['output_shape']],
];

describe.each(files)('%s', (file) => {
  const bytes = read(file);
  const model = decode(bytes);
  const refusals = REFUSED.find(([pattern]) => pattern.test(file))?.[1] ?? [];

  it('is legal when its nodes are in order, and can be printed', () => {
    expect(check(model.graph).map(({ code }) => code)).toEqual(UNSORTED.test(file) ? ['graph_unsorted'] : []);
    expect(check(sort(model.graph))).toEqual([]);
    expect(print(model.graph).length).toBeGreaterThan(50);
  });

  it('is admitted, or refused for the known reasons', () => {
    expect(screen(bytes).faults.map(({ code }) => code)).toEqual(refusals);
  });

  // What drops units by chance gives no bits twice.
  if (refusals.includes('training_mode')) return;

  it('gives the same bits when written again, sorted or not', async () => {
    const again = encode(model);
    expect(print(decode(again).graph)).toBe(print(model.graph));
    const expected = await run(bytes, model);
    expect(await run(again, model)).toEqual(expected);
    expect(await run(encode({ ...model, graph: sort(model.graph) }), model)).toEqual(expected);
  });
});

it('the known refusals are of files that exist', () => {
  for (const [pattern] of REFUSED) expect(files.some((file) => pattern.test(file))).toBe(true);
  expect(files.length).toBeGreaterThan(100);
});
