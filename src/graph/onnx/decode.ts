import type { Attribute, Graph, LocalFunction, Model, Node, OperatorSet, Value } from '../graph.ts';
import type { Initializer, SparseConstant } from '../constant.ts';
import { readAttribute } from './read/attribute.ts';
import { OnnxError } from './error.ts';
import { FUNCTION, GRAPH, MODEL, NODE, OPERATOR_SET } from './fields.ts';
import { DEFAULT_LIMITS, type Limits } from './limits.ts';
import { recognize } from './recognize.ts';
import { Source } from './read/source.ts';
import { once, readSparse, readTensor } from './read/tensor.ts';
import { readValue } from './read/type.ts';

/**
 * ONNX bytes → model. Weights stay views into `bytes`, which must not change afterwards. Throws OnnxError when the
 * bytes cannot be read or go beyond a limit; what can be read but has no meaning is left for `check`.
 */
export function decode(bytes: Uint8Array, limits: Partial<Limits> = {}): Model {
  if (bytes.length === 0) throw new OnnxError('file_empty', 'the file is empty');
  try {
    return readModel(new Source(bytes, { ...DEFAULT_LIMITS, ...limits }));
  } catch (error) {
    // Only a file that cannot be read is judged by its first bytes: one that can be read is ONNX, whatever they are.
    const looks = error instanceof OnnxError && /^file_|^text_/.test(error.code) ? recognize(bytes) : null;
    throw looks === null
      ? error
      : new OnnxError('file_not_onnx', `this is no ONNX model; it looks like ${looks}`);
  }
}

function readModel(source: Source): Model {
  let irVersion = 0;
  let producer = '';
  let graph: Graph | null = null;
  const opsets: OperatorSet[] = [];
  const functions: LocalFunction[] = [];
  while (source.next()) {
    switch (source.field) {
      case MODEL.irVersion:
        irVersion = source.integer();
        break;
      case MODEL.producer:
        producer = source.name();
        break;
      case MODEL.graph:
        graph = once(
          'graphs',
          graph,
          source.nested('graphs', () => readGraph(source)),
        );
        break;
      case MODEL.opsets:
        source.charge('entries');
        opsets.push(source.message(() => readOperatorSet(source)));
        break;
      case MODEL.functions:
        source.charge('entries');
        functions.push(source.message(() => readFunction(source)));
        break;
      default:
        source.skip();
    }
  }
  if (!graph)
    throw new OnnxError(
      'file_not_onnx',
      'the file holds no graph: it is no ONNX model, or its end is missing',
    );
  return Object.freeze({
    irVersion,
    opsets: Object.freeze(opsets),
    producer,
    functions: Object.freeze(functions),
    graph,
  });
}

/** 'ai.onnx' is another name of the domain ''. */
const domainOf = (name: string): string => (name === 'ai.onnx' ? '' : name);

function readOperatorSet(source: Source): OperatorSet {
  let domain = '';
  let version = 0;
  while (source.next()) {
    if (source.field === OPERATOR_SET.domain) domain = domainOf(source.name());
    else if (source.field === OPERATOR_SET.version) version = source.integer();
    else source.skip();
  }
  return Object.freeze({ domain, version });
}

function readFunction(source: Source): LocalFunction {
  let domain = '';
  let name = '';
  while (source.next()) {
    if (source.field === FUNCTION.domain) domain = domainOf(source.name());
    else if (source.field === FUNCTION.name) name = source.name();
    else source.skip();
  }
  return Object.freeze({ domain, name });
}

function readGraph(source: Source): Graph {
  let name = '';
  const nodes: Node[] = [];
  const inputs: Value[] = [];
  const outputs: Value[] = [];
  const values: Value[] = [];
  const initializers: Initializer[] = [];
  const sparse: SparseConstant[] = [];
  while (source.next()) {
    switch (source.field) {
      case GRAPH.name:
        name = source.name();
        break;
      case GRAPH.nodes:
        source.charge('nodes');
        nodes.push(source.message(() => readNode(source)));
        break;
      case GRAPH.inputs:
        inputs.push(source.message(() => readValue(source)));
        break;
      case GRAPH.outputs:
        outputs.push(source.message(() => readValue(source)));
        break;
      case GRAPH.values:
        values.push(source.message(() => readValue(source)));
        break;
      case GRAPH.initializers:
        initializers.push(source.message(() => readTensor(source)));
        break;
      case GRAPH.sparse:
        sparse.push(source.message(() => readSparse(source)));
        break;
      default:
        source.skip();
    }
  }
  const fed = withoutInitialized(inputs, initializers, sparse);
  const graph = { name, inputs: fed, outputs, initializers, sparse, nodes, values };
  for (const list of Object.values(graph)) Object.freeze(list);
  return Object.freeze(graph);
}

/** Before IR version 4 every initializer had to be an input too; later it may be, as a default. */
function withoutInitialized(
  inputs: readonly Value[],
  initializers: readonly Initializer[],
  sparse: readonly SparseConstant[],
): Value[] {
  const initialized = new Set([...initializers, ...sparse].map(({ name }) => name));
  return inputs.filter(({ name }) => !initialized.has(name));
}

function readNode(source: Source): Node {
  let name = '';
  let operator = '';
  let domain = '';
  const inputs: string[] = [];
  const outputs: string[] = [];
  const attributes: Attribute[] = [];
  const readField = (): void => {
    switch (source.field) {
      case NODE.inputs:
        source.charge('entries');
        inputs.push(source.name());
        return;
      case NODE.outputs:
        source.charge('entries');
        outputs.push(source.name());
        return;
      case NODE.name:
        name = source.name();
        return;
      case NODE.operator:
        operator = source.name();
        return;
      case NODE.domain:
        domain = domainOf(source.name());
        return;
      case NODE.attributes:
        attributes.push(source.message(() => readAttribute(source, readGraph)));
        return;
      default:
        source.skip();
    }
  };
  try {
    while (source.next()) readField();
  } catch (error) {
    const place = { ...(name && { node: name }), ...(operator && { operator }) };
    throw error instanceof OnnxError ? error.at(place) : error;
  }
  Object.freeze(inputs);
  Object.freeze(outputs);
  return Object.freeze({ name, operator, domain, inputs, outputs, attributes: Object.freeze(attributes) });
}
