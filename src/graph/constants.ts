import { bytesOf, type Constant } from './constant.ts';
import { attribute, type Graph, type Node } from './graph.ts';

/** Values of the graph that no input can change because the file states them: initializers and Constant nodes, by name. */
export function constantsOf(graph: Graph): ReadonlyMap<string, Constant> {
  const constants = new Map<string, Constant>(graph.initializers.map((one) => [one.name, one]));
  for (const node of graph.nodes) {
    const constant = constantOf(node);
    const [name] = node.outputs;
    if (constant && name) constants.set(name, constant);
  }
  return constants;
}

/** What a Constant node gives, whichever of its six attributes says it; null for other nodes and for a sparse value. */
export function constantOf(node: Node): Constant | null {
  if (node.operator !== 'Constant' || node.domain !== '') return null;
  const tensor = attribute(node, 'value', 'tensor');
  if (tensor) return tensor;
  const float = attribute(node, 'value_float', 'float');
  if (float !== undefined) return floats([float], []);
  const int = attribute(node, 'value_int', 'int');
  if (int !== undefined) return ints([int], []);
  const list = attribute(node, 'value_floats', 'floats');
  if (list) return floats(list, [list.length]);
  const integers = attribute(node, 'value_ints', 'ints');
  if (integers) return ints(integers, [integers.length]);
  return texts(node);
}

const floats = (values: readonly number[], dims: readonly number[]): Constant => ({
  type: 'float32',
  dims,
  bytes: bytesOf(Float32Array.from(values)),
});

const ints = (values: readonly bigint[], dims: readonly number[]): Constant => ({
  type: 'int64',
  dims,
  bytes: bytesOf(BigInt64Array.from(values)),
});

function texts(node: Node): Constant | null {
  const one = attribute(node, 'value_string', 'string');
  const many = attribute(node, 'value_strings', 'strings');
  const strings = many ?? (one === undefined ? null : [one]);
  if (!strings) return null;
  return { type: 'string', dims: many ? [many.length] : [], bytes: new Uint8Array(0), strings };
}
