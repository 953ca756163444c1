import { evaluator } from '../../../src/adapters/onnxruntime/evaluator.ts';
import { guardsOf } from '../../../src/certify/certifiers/interval/guards.ts';
import type { Network } from '../../../src/certify/certifiers/interval/network.ts';
import type { Program } from '../../../src/graph/evaluate.ts';
import type { Model } from '../../../src/graph/graph.ts';
import { encode } from '../../../src/graph/onnx/encode.ts';
import { interval, type Traced } from '../../../src/graph/rewrites/interval/interval.ts';
import { elementCount } from '../../../src/graph/tensor.ts';
import type { FloatBox } from '../vnncomp/box.ts';
import { inputDims } from './margins.ts';
import type { Regions } from './regions.ts';

/** What was looked at, and what was found outside of its bounds: that must be nothing. */
export interface Enclosure {
  /** Numbers compared with finite ends. */
  readonly compared: number;
  /** Numbers that nothing was said of. */
  readonly unknown: number;
  readonly escaped: readonly string[];
}

interface Tally {
  compared: number;
  unknown: number;
  readonly escaped: string[];
}

/**
 * Runs the deployed model on points of every region. What it gives must lie within the ends of the bounds bit for bit: its
 * outputs, when it runs as it is, and every value within that the compiled network still has, when it runs with these as
 * outputs. Leads of the first class over others must be no less than the margins.
 */
export async function enclosure(network: Network, model: Model, regions: Regions): Promise<Enclosure> {
  const { canonical } = network;
  const made = new Set(model.graph.nodes.flatMap(({ outputs }) => outputs));
  const guards = await guardsOf(network, 'float32', regions.reach);
  const bounds = interval(canonical, { ...regions.options, arithmetic: 'float32', trace: true, guards });
  const shared = bounds.traced.filter(({ value }) => made.has(value));
  const [bounding, plain, inner] = await Promise.all([
    evaluator.load(encode(bounds.model)),
    evaluator.load(encode(model)),
    evaluator.load(encode(withOutputs(model, shared))),
  ]);
  const tally: Tally = { compared: 0, unknown: 0, escaped: [] };
  const dims = inputDims(network);
  const rows = dims[0]!;
  const output = canonical.tail === 'none' ? canonical.model.graph.outputs[0]!.name : null;
  for (let begin = 0; begin < regions.count; begin += rows) {
    const end = Math.min(begin + rows, regions.count);
    const results = await bounding.run(regions.feeds(dims, begin, end));
    const found = (name: string) => results[name]!.data as Float32Array;
    const filled = (end - begin) / rows;
    for (const x of batches(regions, dims, begin, end)) {
      const outputs = await valuesOf(plain, x, dims);
      const values = await valuesOf(inner, x, dims);
      for (const { value, lower, upper } of shared) {
        const ends = { lower: found(lower), upper: found(upper) };
        compare(tally, value, values[value]!, ends, filled);
        if (value === output) compare(tally, `output ${value}`, outputs[output]!, ends, filled);
      }
      if (output !== null) compareLeads(tally, outputs[output]!, found('margins'), rows, filled);
    }
  }
  await Promise.all([bounding, plain, inner].map((program) => program.release()));
  return tally;
}

/** A point of every region, beside each other, again and again; rows that are left over hold zeros. */
function* batches(regions: Regions, dims: readonly number[], begin: number, end: number) {
  const samples = Array.from({ length: end - begin }, (_, row) => regions.points(begin + row));
  for (const point of samples[0]!.keys()) {
    const x = new Float32Array(elementCount(dims));
    for (const [row, points] of samples.entries()) x.set(points[point]!, (row * x.length) / dims[0]!);
    yield x;
  }
}

const withOutputs = (model: Model, traced: readonly Traced[]): Model => ({
  ...model,
  graph: {
    ...model.graph,
    values: [],
    outputs: traced.map(({ value }) => ({ name: value, type: { kind: 'unknown' } })),
  },
});

async function valuesOf(
  program: Program,
  data: Float32Array,
  dims: readonly number[],
): Promise<Readonly<Record<string, Float32Array>>> {
  const results = await program.run({ [program.inputs[0]!]: { type: 'float32', dims, data } });
  return Object.fromEntries(
    Object.entries(results).map(([name, result]) => [name, result.data as Float32Array]),
  );
}

/** `filled`: which share of the rows, from the first on. */
function compare(tally: Tally, name: string, values: Float32Array, ends: FloatBox, filled: number): void {
  if (values.length !== ends.lower.length)
    throw new Error(`${name} has ${values.length} elements, its bounds ${ends.lower.length}`);
  for (let i = 0; i < values.length * filled; i++) {
    const [value, lower, upper] = [values[i]!, ends.lower[i]!, ends.upper[i]!];
    if (!Number.isFinite(lower) || !Number.isFinite(upper)) tally.unknown += 1;
    else if (value >= lower && value <= upper) tally.compared += 1;
    else tally.escaped.push(`${name}, element ${i}: ${value} of [${lower}, ${upper}]`);
  }
}

/** Leads are differences of float32 numbers, exact in float64. */
function compareLeads(
  tally: Tally,
  logits: Float32Array,
  margins: Float32Array,
  rows: number,
  filled: number,
): void {
  const classes = margins.length / rows;
  for (let i = 0; i < margins.length * filled; i++) {
    if (i % classes === 0) continue;
    const lead = logits[i - (i % classes)]! - logits[i]!;
    if (Number.isNaN(margins[i]!)) tally.unknown += 1;
    else if (lead >= margins[i]!) tally.compared += 1;
    else tally.escaped.push(`lead over class ${i % classes}: ${lead}, the margin is ${margins[i]}`);
  }
}
