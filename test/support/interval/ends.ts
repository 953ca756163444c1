import { evaluator } from '../../../src/adapters/onnxruntime/evaluator.ts';
import { Boxes } from '../../../src/certify/certifiers/interval/feeds.ts';
import type { IntervalOptions, Network } from '../../../src/certify/certifiers/interval/network.ts';
import { encode } from '../../../src/graph/onnx/encode.ts';
import { interval } from '../../../src/graph/rewrites/interval/interval.ts';
import type { FloatBox } from '../vnncomp/box.ts';
import { inputDims } from './margins.ts';

/** Bounds of the outputs for the balls of one size around samples, not cut to a domain; as many as a batch takes. */
export async function outputEnds(
  network: Network,
  options: Pick<IntervalOptions, 'arithmetic' | 'norm'>,
  samples: readonly Float32Array[],
  epsilon: number,
): Promise<readonly FloatBox[]> {
  const { canonical } = network;
  const output = canonical.model.graph.outputs[0]!.name;
  const bounds = interval(canonical, { ...options, trace: true });
  const boxes = new Boxes(inputDims(network), null);
  for (const [row, x] of samples.entries()) {
    boxes.place(row, x, 0);
    boxes.widen(row, epsilon);
  }
  const program = await evaluator.load(encode(bounds.model));
  const results = await program.run(boxes.feeds());
  await program.release();
  const { lower, upper } = bounds.traced.find(({ value }) => value === output)!;
  const rowOf = (name: string, row: number) => {
    const data = results[name]!.data as Float32Array;
    const classes = data.length / canonical.batch;
    return data.slice(row * classes, (row + 1) * classes);
  };
  return samples.map((_, row) => ({ lower: rowOf(lower, row), upper: rowOf(upper, row) }));
}
