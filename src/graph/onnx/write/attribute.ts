import type { Attribute, AttributeOf, Graph, Kind } from '../../graph.ts';
import { OnnxError } from '../error.ts';
import { ATTRIBUTE, PAYLOADS } from '../fields.ts';
import type { Sink } from './sink.ts';
import { writeSparse, writeTensor } from './tensor.ts';
import { writeType } from './type.ts';

type WriteGraph = (sink: Sink, graph: Graph) => void;

/** Writes an AttributeProto's fields; call inside `sink.message`. */
export function writeAttribute(sink: Sink, attribute: Attribute, writeGraph: WriteGraph): void {
  if (attribute.kind === 'reference' || attribute.kind === 'illegal') {
    throw new OnnxError('not_encodable', `the attribute ${attribute.name} has no value that can be written`);
  }
  sink.text(ATTRIBUTE.name, attribute.name);
  writePayload(sink, attribute, writeGraph);
  sink.integer(ATTRIBUTE.type, PAYLOADS[attribute.kind].code);
}

function writePayload(sink: Sink, attribute: AttributeOf<Kind>, writeGraph: WriteGraph): void {
  const { kind, value } = attribute;
  const { field } = PAYLOADS[kind];
  switch (kind) {
    case 'float':
      return sink.float(field, value);
    case 'int':
      return sink.int64(field, value);
    case 'string':
      return sink.texts(field, [value]);
    case 'tensor':
      return sink.message(field, () => writeTensor(sink, value));
    case 'graph':
      return sink.message(field, () => writeGraph(sink, value));
    case 'sparse':
      return sink.message(field, () => writeSparse(sink, value));
    case 'type':
      return sink.message(field, () => writeType(sink, value));
    case 'floats':
      return sink.floats(field, value);
    case 'ints':
      return sink.integers(field, value);
    case 'strings':
      return sink.texts(field, value);
    case 'tensors':
      return value.forEach((one) => sink.message(field, () => writeTensor(sink, one)));
    case 'graphs':
      return value.forEach((one) => sink.message(field, () => writeGraph(sink, one)));
    case 'sparses':
      return value.forEach((one) => sink.message(field, () => writeSparse(sink, one)));
    case 'types':
      return value.forEach((one) => sink.message(field, () => writeType(sink, one)));
  }
}
