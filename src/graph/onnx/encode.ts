import type { Graph, Model, Node } from '../graph.ts';
import type { Initializer } from '../constant.ts';
import { OnnxError } from './error.ts';
import { GRAPH, MODEL, NODE, OPERATOR_SET } from './fields.ts';
import { writeAttribute } from './write/attribute.ts';
import { Sink } from './write/sink.ts';
import { writeSparse, writeTensor } from './write/tensor.ts';
import { writeValue } from './write/type.ts';

/** The first file format in which an initializer need not be an input as well. */
const IR_OF_PLAIN_INITIALIZERS = 4;

/**
 * Model → ONNX bytes that decode to the same model. Nodes, weights and types are whole; documentation, metadata and
 * training information, which the model does not keep, are not. Throws OnnxError for local functions and for
 * attributes that have no value.
 */
export function encode(model: Model): Uint8Array {
  const [own] = model.functions;
  if (own)
    throw new OnnxError(
      'not_encodable',
      `the model has a local function, ${own.name}, whose body is not kept`,
    );
  const sink = new Sink();
  sink.integer(MODEL.irVersion, model.irVersion);
  sink.text(MODEL.producer, model.producer);
  sink.message(MODEL.graph, () => writeGraph(sink, model.graph, model.irVersion < IR_OF_PLAIN_INITIALIZERS));
  for (const { domain, version } of model.opsets) {
    sink.message(MODEL.opsets, () => {
      sink.text(OPERATOR_SET.domain, domain);
      sink.integer(OPERATOR_SET.version, version);
    });
  }
  return sink.finish();
}

function writeGraph(sink: Sink, graph: Graph, initializersAreInputs = false): void {
  for (const node of graph.nodes) sink.message(GRAPH.nodes, () => writeNode(sink, node));
  sink.text(GRAPH.name, graph.name);
  for (const one of graph.initializers)
    sink.message(GRAPH.initializers, () => writeTensor(sink, one, one.name));
  for (const one of graph.inputs) sink.message(GRAPH.inputs, () => writeValue(sink, one));
  if (initializersAreInputs) for (const one of graph.initializers) writeAsInput(sink, one);
  for (const one of graph.outputs) sink.message(GRAPH.outputs, () => writeValue(sink, one));
  for (const one of graph.values) sink.message(GRAPH.values, () => writeValue(sink, one));
  for (const one of graph.sparse) sink.message(GRAPH.sparse, () => writeSparse(sink, one));
}

function writeAsInput(sink: Sink, { name, type, dims }: Initializer): void {
  sink.message(GRAPH.inputs, () => writeValue(sink, { name, type: { kind: 'tensor', element: type, dims } }));
}

function writeNode(sink: Sink, node: Node): void {
  sink.texts(NODE.inputs, node.inputs);
  sink.texts(NODE.outputs, node.outputs);
  sink.text(NODE.name, node.name);
  sink.text(NODE.operator, node.operator);
  for (const one of node.attributes)
    sink.message(NODE.attributes, () => writeAttribute(sink, one, writeGraph));
  sink.text(NODE.domain, node.domain);
}
