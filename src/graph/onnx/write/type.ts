import type { Dimension, Value, ValueType } from '../../graph.ts';
import type { ElementType } from '../../tensor.ts';
import {
  DIMENSION,
  ELEMENT_CODES,
  MAP_TYPE,
  OPAQUE_TYPE,
  SHAPE,
  TENSOR_TYPE,
  TYPE,
  VALUE,
  WRAPPED_TYPE,
} from '../fields.ts';
import type { Sink } from './sink.ts';

/** Writes a ValueInfoProto's fields; call inside `sink.message`. */
export function writeValue(sink: Sink, value: Value): void {
  sink.text(VALUE.name, value.name);
  if (value.type.kind !== 'unknown') sink.message(VALUE.type, () => writeType(sink, value.type));
}

/** Writes a TypeProto's fields; call inside `sink.message`. */
export function writeType(sink: Sink, type: ValueType): void {
  switch (type.kind) {
    case 'tensor':
    case 'sparse':
      return sink.message(TYPE[type.kind], () => writeTensorType(sink, type.element, type.dims));
    case 'sequence':
    case 'optional':
      return sink.message(TYPE[type.kind], () => {
        sink.message(WRAPPED_TYPE.of, () => writeType(sink, type.of));
      });
    case 'map':
      return sink.message(TYPE.map, () => {
        writeElement(sink, MAP_TYPE.key, type.key);
        sink.message(MAP_TYPE.of, () => writeType(sink, type.of));
      });
    case 'opaque':
      return sink.message(TYPE.opaque, () => {
        sink.text(OPAQUE_TYPE.domain, type.domain);
        sink.text(OPAQUE_TYPE.name, type.name);
      });
    case 'unknown':
      return;
  }
}

function writeTensorType(sink: Sink, element: ElementType | null, dims: readonly Dimension[] | null): void {
  writeElement(sink, TENSOR_TYPE.element, element);
  if (!dims) return;
  sink.message(TENSOR_TYPE.shape, () => {
    for (const dim of dims) sink.message(SHAPE.dims, () => writeDimension(sink, dim));
  });
}

function writeElement(sink: Sink, field: number, element: ElementType | null): void {
  if (element) sink.integer(field, ELEMENT_CODES[element]);
}

function writeDimension(sink: Sink, dim: Dimension): void {
  if (typeof dim === 'number') sink.integer(DIMENSION.size, dim);
  else if (dim !== null) sink.text(DIMENSION.symbol, dim);
}
