import { evaluator } from '../../../src/adapters/onnxruntime/evaluator.ts';
import { decode } from '../../../src/graph/onnx/decode.ts';
import { elementCount } from '../../../src/graph/tensor.ts';
import { read } from './files.ts';

/** A network of one input and one output, loaded in the engine. */
export interface Deployed {
  /** Of one sample: the input's without the first axis. */
  readonly shape: readonly number[];
  /** Outputs of flat samples, a row each. The samples go in batches of the size that the network declares, or at once. */
  run(samples: readonly ArrayLike<number>[]): Promise<readonly Float32Array[]>;
  release(): Promise<void>;
}

/** Throws when the network is not from one float32 tensor to another with a known shape but for the batch. */
export async function deploy(network: string): Promise<Deployed> {
  const bytes = read(network);
  const { inputs, outputs } = decode(bytes).graph;
  const [input] = inputs;
  const [output] = outputs;
  if (!input || !output || inputs.length + outputs.length > 2 || input.type.kind !== 'tensor')
    throw new Error(`${network} is not from one tensor to one other`);
  const [batch, ...open] = input.type.dims ?? [];
  const shape = open.map((size) => {
    if (typeof size !== 'number') throw new Error(`${network} leaves the size of a sample open`);
    return size;
  });
  const program = await evaluator.load(bytes);
  const run = async (samples: readonly ArrayLike<number>[]): Promise<readonly Float32Array[]> => {
    const data = concatenate(samples, elementCount(shape));
    const feeds = { [input.name]: { type: 'float32', dims: [samples.length, ...shape], data } } as const;
    const { [output.name]: result } = await program.run(feeds);
    return rowsOf(result!.data as Float32Array, samples.length);
  };
  return {
    shape,
    async run(samples) {
      const size = typeof batch === 'number' ? batch : samples.length;
      const rows: Float32Array[] = [];
      for (let begin = 0; begin < samples.length; begin += size) {
        rows.push(...(await run(samples.slice(begin, begin + size))));
      }
      return rows;
    },
    release: () => program.release(),
  };
}

function concatenate(samples: readonly ArrayLike<number>[], size: number): Float32Array {
  const data = new Float32Array(samples.length * size);
  for (const [place, sample] of samples.entries()) {
    if (sample.length !== size)
      throw new Error(`a sample has ${sample.length} values, the network takes ${size}`);
    data.set(sample, place * size);
  }
  return data;
}

function rowsOf(data: Float32Array, count: number): readonly Float32Array[] {
  const width = data.length / count;
  return Array.from({ length: count }, (_, row) => data.slice(row * width, (row + 1) * width));
}
