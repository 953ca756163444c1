import { evaluator } from '../../../src/adapters/onnxruntime/evaluator.ts';
import { networkOf, type Network } from '../../../src/certify/certifiers/interval/network.ts';
import type { Classifier } from '../../../src/certify/classifier.ts';
import type { Model } from '../../../src/graph/graph.ts';
import { decode } from '../../../src/graph/onnx/decode.ts';
import { sort } from '../../../src/graph/sort.ts';
import { read } from '../vnncomp/files.ts';

/** Rows of a batch, where the file leaves them open. */
const ROWS = 64;

/** The file's model, its nodes in order, as admission hands it on. */
export function modelOf(path: string): Model {
  const model = decode(read(path));
  return { ...model, graph: sort(model.graph) };
}

/** The network of the file, compiled as the certifier does. Throws Unsupported. */
export const compiled = (path: string, rows = ROWS): Promise<Network> => compile(modelOf(path), rows);

/** `rows` are taken where the model leaves the size of a batch open. */
export async function compile(model: Model, rows: number): Promise<Network> {
  const { type } = model.graph.inputs[0]!;
  const fixed = type.kind === 'tensor' ? type.dims?.[0] : undefined;
  const classifier: Classifier = {
    batch: typeof fixed === 'number' ? fixed : rows,
    classes: 0,
    shape: [],
    logits: () => Promise.reject(new Error('compiling a network runs no classifier')),
  };
  return networkOf({ classifier, evaluator, model: () => Promise.resolve(model) });
}
