import { readFileSync } from 'node:fs';
import { evaluator } from '../../src/adapters/onnxruntime/evaluator.ts';
import type { Feeds, Program } from '../../src/graph/evaluate.ts';
import { decode } from '../../src/graph/onnx/decode.ts';
import { encode } from '../../src/graph/onnx/encode.ts';
import { canonical } from '../../src/graph/rewrites/canonical/compile.ts';
import { interval } from '../../src/graph/rewrites/interval/interval.ts';
import type { Tensor } from '../../src/graph/tensor.ts';
import { median } from './service-rate.ts';

/** A program with what it is fed, ready to be run again and again. */
interface Load {
  readonly program: Program;
  readonly feeds: Feeds;
}

export interface IntervalRates {
  /** Samples a second on one core. */
  readonly plain: number;
  readonly float32: number;
  readonly real: number;
  /** Milliseconds from the decoded graph to a loaded bounds program. */
  readonly compile: number;
}

/** The plain network and its bounds in either arithmetic, on the same batch, in turns. */
export async function intervalRates(path: string, batch: number, seconds: number): Promise<IntervalRates> {
  const bytes = readFileSync(path);
  const start = performance.now();
  const float32 = await boundsLoad(bytes, batch, 'float32');
  const compile = performance.now() - start;
  const real = await boundsLoad(bytes, batch, 'real');
  const program = await evaluator.load(bytes);
  const plain = { program, feeds: { [program.inputs[0]!]: float32.feeds['x']! } };
  const [a, b, c] = await inTurns([plain, float32, real], batch, seconds);
  return { plain: a!, float32: b!, real: c!, compile };
}

async function boundsLoad(bytes: Uint8Array, batch: number, arithmetic: 'float32' | 'real'): Promise<Load> {
  const form = await canonical(decode(bytes), evaluator, batch);
  const { model } = interval(form, { arithmetic, norm: 'linf' });
  const dims = form.types.get(form.model.graph.inputs[0]!.name)!.dims;
  const float = (dims: readonly number[], value: (i: number) => number): Tensor => {
    const length = dims.reduce((product, size) => product * size, 1);
    return { type: 'float32', dims, data: Float32Array.from({ length }, (_, i) => value(i)) };
  };
  const feeds = {
    x: float(dims, (i) => ((i * 0.7548776662466927) % 1) * 0.999),
    epsilon: float([batch, ...dims.slice(1).map(() => 1)], () => 0.1),
    low: float([], () => 0),
    high: float([], () => 1),
    class: { type: 'int64' as const, dims: [batch], data: new BigInt64Array(batch) },
  };
  return { program: await evaluator.load(encode(model)), feeds };
}

/** Rows a second of each, from the median of many short runs that take turns. */
async function inTurns(loads: readonly Load[], rows: number, seconds: number): Promise<readonly number[]> {
  const took: number[][] = loads.map(() => []);
  const end = performance.now() + seconds * 1000;
  for (let round = 0; performance.now() < end || round < 8; round++) {
    for (const [place, { program, feeds }] of loads.entries()) {
      const start = performance.now();
      await program.run(feeds);
      if (round >= 3) took[place]!.push(performance.now() - start);
    }
  }
  await Promise.all(loads.map(({ program }) => program.release()));
  return took.map((times) => (rows / median(times)) * 1000);
}
