import type { Evaluator, Feeds } from '../../evaluate.ts';
import type { Dimension, Graph, Model, Node, Value } from '../../graph.ts';
import { encode } from '../../onnx/encode.ts';
import { escaped } from '../../quote.ts';
import { elementCount, type Tensor } from '../../tensor.ts';
import { Unsupported } from './unsupported.ts';

/** Runs a classifier at one batch size or another, with nodes behind it and inner values as outputs. */
export class Probe {
  readonly #model: Model;
  readonly #evaluator: Evaluator;
  readonly #input: Value;
  readonly #dims: readonly Dimension[];

  constructor(model: Model, evaluator: Evaluator) {
    const [input, ...others] = model.graph.inputs;
    if (!input || others.length > 0) throw new Error('a classifier has one input');
    this.#model = model;
    this.#evaluator = evaluator;
    this.#input = input;
    this.#dims = input.type.kind === 'tensor' ? (input.type.dims ?? []) : [];
  }

  /** The batch size that the file fixes, or null. */
  get fixed(): number | null {
    const [rows] = this.#dims;
    return typeof rows === 'number' ? rows : null;
  }

  /**
   * Values of `outputs` for one fixed input, as the engine runs the file; `sized`: as if the file fixed the batch, so that
   * the engine may infer sizes instead of computing. Throws Unsupported with the engine's words.
   */
  async run(
    batch: number,
    outputs: readonly string[],
    nodes: readonly Node[] = [],
    sized = false,
  ): Promise<Record<string, Tensor>> {
    const { graph } = this.#model;
    const { name } = this.#input;
    const dims = [batch, ...this.#dims.slice(1).map(Number)];
    const probed: Graph = {
      ...graph,
      inputs: [sized ? { name, type: { kind: 'tensor', element: 'float32', dims } } : this.#input],
      nodes: [...graph.nodes, ...nodes],
      // What the file says of its values may be wrong.
      values: [],
      outputs: outputs.map((one) => ({ name: one, type: { kind: 'unknown' } })),
    };
    const feeds = { [name]: { type: 'float32', dims, data: spread(elementCount(dims)) } } as const;
    try {
      return await once(this.#evaluator, encode({ ...this.#model, graph: probed }), feeds);
    } catch (error) {
      const words = error instanceof Error ? error.message : String(error);
      const message = `the engine does not run the model on a batch of ${batch}: ${firstLine(words)}`;
      throw new Unsupported([{ code: 'trace_failed', message }]);
    }
  }
}

async function once(evaluator: Evaluator, bytes: Uint8Array, feeds: Feeds): Promise<Record<string, Tensor>> {
  const program = await evaluator.load(bytes);
  try {
    return await program.run(feeds);
  } finally {
    await program.release();
  }
}

/** Characters of the engine's words that are passed on. */
const MOST_WORDS = 400;

/** The first line, without the paths of the engine's own sources. */
const firstLine = (words: string): string => {
  const line = words.split('\n', 1)[0]!.replace(/\/\S*\/(?=[\w.]+)/g, '');
  return escaped(line.slice(0, MOST_WORDS));
};

/** Values spread over [0, 1] by a Weyl sequence: the same in every run, and different in every place. */
const spread = (count: number): Float32Array =>
  Float32Array.from({ length: count }, (_, i) => ((i + 1) * 0.6180339887498949) % 1);
