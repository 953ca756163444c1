import { evaluator } from '../../../src/adapters/onnxruntime/evaluator.ts';
import { networkOf, type Network } from '../../../src/certify/certifiers/interval/network.ts';
import type { Classifier } from '../../../src/certify/classifier.ts';
import { decode } from '../../../src/graph/onnx/decode.ts';
import { sort } from '../../../src/graph/sort.ts';
import { read } from '../vnncomp/files.ts';

/** Rows of a batch, where the file leaves them open. */
const ROWS = 64;

/** The network of the file, compiled as the certifier does. Throws Unsupported. */
export async function compiled(path: string, rows = ROWS): Promise<Network> {
  const model = decode(read(path));
  const { type } = model.graph.inputs[0]!;
  const fixed = type.kind === 'tensor' ? type.dims?.[0] : undefined;
  const classifier: Classifier = {
    batch: typeof fixed === 'number' ? fixed : rows,
    classes: 0,
    shape: [],
    logits: () => Promise.reject(new Error('compiling a network runs no classifier')),
  };
  const sorted = { ...model, graph: sort(model.graph) };
  return networkOf({ classifier, evaluator, model: () => Promise.resolve(sorted) });
}
