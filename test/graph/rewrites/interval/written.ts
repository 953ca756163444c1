import { evaluator } from '../../../../src/adapters/onnxruntime/evaluator.ts';
import { encode } from '../../../../src/graph/onnx/encode.ts';
import type { Ball } from '../../../../src/graph/rewrites/interval/bounds.ts';
import type { Arithmetic } from '../../../../src/graph/rewrites/interval/emit.ts';
import { Writer } from '../../../../src/graph/rewrites/interval/writer.ts';
import { neighbour } from '../../../laws/operator/floats.ts';
import { numbers } from '../../../certify/numbers.ts';

/** What a rule writes, computed by the engine: `inputs` are fed, all of one shape; names of tensors become their contents. */
export async function written<K extends string>(
  dims: readonly number[],
  inputs: Readonly<Record<string, Float32Array>>,
  write: (emit: Writer) => Readonly<Record<K, string>>,
  arithmetic: Arithmetic = 'float32',
): Promise<Record<K, Float32Array>> {
  const emit = new Writer(arithmetic);
  for (const name of Object.keys(inputs)) emit.builder.input(name, dims);
  const names = write(emit);
  for (const [key, name] of Object.entries<string>(names)) {
    emit.builder.node('Identity', [name], {}, { outputs: [`out_${key}`] });
    emit.builder.output(`out_${key}`, null);
  }
  const program = await evaluator.load(encode(emit.builder.model(21, 10)));
  const feeds = Object.entries(inputs).map(
    ([name, data]) => [name, { type: 'float32', dims, data }] as const,
  );
  const results = await program.run(Object.fromEntries(feeds));
  await program.release();
  const keys = Object.keys(names) as K[];
  return Object.fromEntries(keys.map((key) => [key, results[`out_${key}`]!.data])) as Record<K, Float32Array>;
}

/** A ball of the engine's numbers. */
export interface Numbers extends Pick<Ball, 'multiplier' | 'factor'> {
  readonly centre: Float32Array;
  readonly spread: Float32Array;
}

const SIZES = [
  0,
  2 ** -149,
  3 * 2 ** -149,
  1e-42,
  2 ** -126,
  1e-30,
  1e-8,
  1 / 3,
  1,
  16_777_215,
  1e10,
  1e30,
  3e38,
];

/** Intervals that are hard to hold on to: of width zero, of a few units in the last place, around zero, of all sizes. */
export function intervals(count: number): { readonly lower: Float32Array; readonly upper: Float32Array } {
  const pairs: (readonly [number, number])[] = [];
  for (const size of SIZES.map(Math.fround)) {
    for (const x of [size, -size]) {
      for (const steps of [0, 1, 2, 3, 1000]) pairs.push([x, neighbour(x, steps)]);
      pairs.push([-size, size], [-size, 2 ** -149], [-(2 ** -149), size], [Math.min(x, 0), Math.max(x, 0)]);
      pairs.push([Math.min(x, x * 1e-8), Math.max(x, x * 1e-8)], [Math.min(x, -1), Math.max(x, -1)]);
    }
  }
  const uniform = numbers(5);
  const any = () => (uniform() < 0.5 ? -1 : 1) * 2 ** (60 * uniform() - 40);
  while (pairs.length < count) pairs.push([any(), any()]);
  const sorted = pairs.slice(0, count).map(([a, b]) => [Math.min(a, b), Math.max(a, b)] as const);
  return {
    lower: Float32Array.from(sorted, ([low]) => low),
    upper: Float32Array.from(sorted, ([, high]) => high),
  };
}
