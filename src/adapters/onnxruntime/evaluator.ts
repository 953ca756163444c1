import ort from 'onnxruntime-node';
import type { EngineProvenance, Evaluator, Feeds, Program } from '../../graph/evaluate.ts';
import type { Tensor } from '../../graph/tensor.ts';
import { cpuOf } from './cpu.ts';

/** Fixed for reproducibility: one thread, one provider, full optimisation. Recorded with every result. */
const SESSION = {
  executionProviders: ['cpu'],
  intraOpNumThreads: 1,
  interOpNumThreads: 1,
  executionMode: 'sequential',
  graphOptimizationLevel: 'all',
  logSeverityLevel: 4,
} as const satisfies ort.InferenceSession.SessionOptions;

const provenance: EngineProvenance = {
  engine: 'onnxruntime',
  version: ort.env.versions.node ?? ort.env.versions.common,
  provider: SESSION.executionProviders[0],
  threads: SESSION.intraOpNumThreads,
  optimization: SESSION.graphOptimizationLevel,
  platform: `${process.platform}-${process.arch}`,
  cpu: cpuOf(),
};

const toEngine = ({ type, data, dims }: Tensor): ort.Tensor =>
  new ort.Tensor(type as 'float32', data as Float32Array, dims);

function fromEngine(tensor: ort.Tensor): Tensor {
  return { type: tensor.type, dims: tensor.dims, data: tensor.data as Float32Array };
}

async function load(model: Uint8Array | string): Promise<Program> {
  const session = await (typeof model === 'string'
    ? ort.InferenceSession.create(model, SESSION)
    : ort.InferenceSession.create(model, SESSION));
  return {
    inputs: session.inputNames,
    outputs: session.outputNames,
    async run(feeds: Feeds) {
      const given = Object.fromEntries(Object.entries(feeds).map(([name, value]) => [name, toEngine(value)]));
      const results = await session.run(given);
      return Object.fromEntries(Object.entries(results).map(([name, value]) => [name, fromEngine(value)]));
    },
    release: () => session.release(),
  };
}

/** The only door to onnxruntime. `run` blocks this process's thread: call it in a runner only. */
export const evaluator: Evaluator = { provenance, load };
