import { naming } from '../../../graph/check/flaw.ts';
import type { Program } from '../../../graph/evaluate.ts';
import type { Graph } from '../../../graph/graph.ts';
import { encode } from '../../../graph/onnx/encode.ts';
import { quote } from '../../../graph/quote.ts';
import type { Tensor } from '../../../graph/tensor.ts';
import type { BatchRow, Subject } from '../../certifier.ts';
import { Boxes } from './feeds.ts';
import { inputDims, type Network, type Trace } from './network.ts';

/**
 * Runs the model itself, with its inner values as outputs, and its bounds for no perturbation at all. Every value that the
 * two have in common must lie within its bounds, and so must the scores of the model as it is deployed, fused. Says which
 * does not, the first in order, or null. This tries the compiler on the very model and data, on top of what is proved of it.
 */
export async function disagreement(
  network: Network,
  subject: Subject,
  rows: readonly BatchRow[],
): Promise<string | null> {
  const boxes = boxesOf(network, rows);
  const x = boxes.feeds()['x']!;
  const { graph } = await subject.model();
  const scores = network.canonical.model.graph.outputs[0]!.name;
  const logits = await subject.classifier.logits(x.data as Float32Array);
  for await (const trace of network.traces({ arithmetic: 'float32', norm: 'linf' })) {
    const inner = await innerValues(subject, trace, x);
    const ends = await trace.program.run(boxes.feeds());
    for (const { value, lower, upper } of trace.values) {
      // With a tail taken off, this is what went into it, under the name of what came out.
      if (value === scores && network.canonical.tail !== 'none') continue;
      const within = { lower: ends[lower]!.data, upper: ends[upper]!.data } as Ends;
      for (const found of [inner.get(value), value === scores ? logits : undefined]) {
        const wrong = found && outside(found, within, rows, network.canonical.batch);
        if (wrong) return `${maker(graph, value)} gives ${wrong} (value ${quote(value)})`;
      }
    }
  }
  return null;
}

/**
 * The same for the margins, which have a last layer of their own: `program` must not state more for no perturbation than
 * the model's scores lie apart. Says for which sample it does, or null.
 */
export async function overstatement(
  network: Network,
  { classifier }: Subject,
  program: Program,
  rows: readonly BatchRow[],
  channels?: readonly number[],
): Promise<string | null> {
  if (network.canonical.tail !== 'none') return null;
  const feeds = boxesOf(network, rows, channels).feeds();
  const logits = await classifier.logits(feeds['x']!.data as Float32Array);
  const { classes } = classifier;
  const margins = (await program.run(feeds))['margins']!.data as Float32Array;
  for (const { row, sample, base } of rows) {
    if (base === null) continue;
    for (let rival = 0; rival < classes; rival++) {
      const lead = logits[row * classes + base]! - logits[row * classes + rival]!;
      const stated = margins[row * classes + rival]!;
      if (rival === base || !(stated > lead)) continue;
      return `the margin over class ${rival} of sample ${sample.index} is stated to be ${stated} at epsilon 0, but the scores lie ${lead} apart`;
    }
  }
  return null;
}

function boxesOf(network: Network, rows: readonly BatchRow[], channels?: readonly number[]): Boxes {
  const boxes = new Boxes(inputDims(network), null, channels);
  for (const { sample, row, base } of rows) boxes.place(row, sample.values, base ?? 0);
  return boxes;
}

interface Ends {
  readonly lower: Float32Array;
  readonly upper: Float32Array;
}

/** Those of the traced values that the model has too, as it computes them. */
async function innerValues(
  { model, evaluator }: Subject,
  { values }: Trace,
  x: Tensor,
): Promise<ReadonlyMap<string, Float32Array>> {
  const whole = await model();
  const made = new Set(whole.graph.nodes.flatMap(({ outputs }) => outputs));
  const shared = values.map(({ value }) => value).filter((value) => made.has(value));
  if (shared.length === 0) return new Map();
  const outputs = shared.map((name) => ({ name, type: { kind: 'unknown' } as const }));
  // What a file says of its inner values may be wrong.
  const program = await evaluator.load(encode({ ...whole, graph: { ...whole.graph, outputs, values: [] } }));
  try {
    const results = Object.entries(await program.run({ [whole.graph.inputs[0]!.name]: x }));
    const floats = results.filter(([, { type }]) => type === 'float32');
    return new Map(floats.map(([name, { data }]) => [name, data as Float32Array]));
  } finally {
    await program.release();
  }
}

/** The first element, of the rows that samples have, outside of its bounds, in words. NaN bounds say nothing. */
function outside(
  found: Float32Array,
  { lower, upper }: Ends,
  rows: readonly BatchRow[],
  batch: number,
): string | null {
  if (found.length !== lower.length) return `${found.length} values, and bounds for ${lower.length}`;
  const size = found.length / batch;
  for (const { row, sample } of rows) {
    for (let i = row * size; i < (row + 1) * size; i++) {
      const [value, low, high] = [found[i]!, lower[i]!, upper[i]!];
      if ((value >= low && value <= high) || Number.isNaN(low) || Number.isNaN(high)) continue;
      const off = value < low ? low - value : value - high;
      return `${value} for sample ${sample.index}, which is outside of its bounds at epsilon 0, [${low}, ${high}], by ${off}`;
    }
  }
  return null;
}

/** The node of the model that gives the value. */
function maker({ nodes }: Graph, value: string): string {
  const place = nodes.findIndex(({ outputs }) => outputs.includes(value));
  return place < 0 ? 'the network' : naming(nodes[place]!, place);
}
