import ort from 'onnxruntime-node';

/**
 * The engine alone, in a process of its own: the same model, batch, options and number of threads as a runner, an input
 * that never changes, nothing done with the output. Prints rows and milliseconds. Arguments: model, batch, seconds.
 */
const [model, batch, seconds] = process.argv.slice(2);
const session = await ort.InferenceSession.create(model!, { intraOpNumThreads: 1, interOpNumThreads: 1 });
const input = session.inputMetadata[0]!;
if (!input.isTensor) throw new Error('the input is not a tensor');
const rows = Number(batch);
const dims = [rows, ...input.shape.slice(1).map(Number)];
const size = dims.reduce((product, axis) => product * axis, 1);
const values = new ort.Tensor(
  'float32',
  Float32Array.from({ length: size }, (_, i) => (i % 97) / 97),
  dims,
);
await session.run({ [input.name]: values });

const start = performance.now();
let done = 0;
while (performance.now() - start < Number(seconds) * 1000) {
  await session.run({ [input.name]: values });
  done += rows;
}
process.stdout.write(JSON.stringify({ rows: done, milliseconds: performance.now() - start }));
