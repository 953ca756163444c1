import type { Dimension, Value, ValueType } from '../../graph.ts';
import {
  elementType,
  DIMENSION,
  MAP_TYPE,
  OPAQUE_TYPE,
  SHAPE,
  TENSOR_TYPE,
  TYPE,
  VALUE,
  WRAPPED_TYPE,
} from '../fields.ts';
import type { Source } from './source.ts';
import { once } from './tensor.ts';

const UNKNOWN: ValueType = Object.freeze({ kind: 'unknown' });

/** Reads a ValueInfoProto; call inside `source.message`. */
export function readValue(source: Source): Value {
  source.charge('values');
  let name = '';
  let type: ValueType | null = null;
  while (source.next()) {
    if (source.field === VALUE.name) name = source.name();
    else if (source.field === VALUE.type) {
      type = once(
        'types',
        type,
        source.nested('types', () => readType(source)),
      );
    } else source.skip();
  }
  return Object.freeze({ name, type: type ?? UNKNOWN });
}

/** Reads a TypeProto; call inside `source.nested`. */
export function readType(source: Source): ValueType {
  let type: ValueType | null = null;
  while (source.next()) {
    const found = readVariant(source);
    if (found) type = once('types', type, Object.freeze(found));
  }
  return type ?? UNKNOWN;
}

function readVariant(source: Source): ValueType | null {
  switch (source.field) {
    case TYPE.tensor:
      return source.message(() => readTensorType(source, 'tensor'));
    case TYPE.sparse:
      return source.message(() => readTensorType(source, 'sparse'));
    case TYPE.sequence:
      return source.message(() => ({ kind: 'sequence', of: readWrapped(source) }));
    case TYPE.optional:
      return source.message(() => ({ kind: 'optional', of: readWrapped(source) }));
    case TYPE.map:
      return source.message(() => readMap(source));
    case TYPE.opaque:
      return source.message(() => readOpaque(source));
    default:
      source.skip();
      return null;
  }
}

function readTensorType(source: Source, kind: 'tensor' | 'sparse'): ValueType {
  let code = 0;
  let dims: readonly Dimension[] | null = null;
  while (source.next()) {
    if (source.field === TENSOR_TYPE.element) code = source.int32();
    else if (source.field === TENSOR_TYPE.shape)
      dims = once(
        'shapes',
        dims,
        source.message(() => readShape(source)),
      );
    else source.skip();
  }
  return { kind, element: elementType(code), dims };
}

function readShape(source: Source): readonly Dimension[] {
  const dims: Dimension[] = [];
  while (source.next()) {
    if (source.field === SHAPE.dims) {
      source.charge('entries');
      dims.push(source.message(() => readDimension(source)));
    } else source.skip();
  }
  return Object.freeze(dims);
}

/** −1 and an empty name mean "not said", to the engine too. */
function readDimension(source: Source): Dimension {
  let dim: Dimension = null;
  while (source.next()) {
    if (source.field === DIMENSION.size) dim = source.integer();
    else if (source.field === DIMENSION.symbol) dim = source.name();
    else source.skip();
  }
  return dim === -1 || dim === '' ? null : dim;
}

function readWrapped(source: Source): ValueType {
  let of: ValueType | null = null;
  while (source.next()) {
    if (source.field === WRAPPED_TYPE.of)
      of = once(
        'types',
        of,
        source.nested('types', () => readType(source)),
      );
    else source.skip();
  }
  return of ?? UNKNOWN;
}

function readMap(source: Source): ValueType {
  let key = 0;
  let of: ValueType | null = null;
  while (source.next()) {
    if (source.field === MAP_TYPE.key) key = source.int32();
    else if (source.field === MAP_TYPE.of)
      of = once(
        'types',
        of,
        source.nested('types', () => readType(source)),
      );
    else source.skip();
  }
  return { kind: 'map', key: elementType(key), of: of ?? UNKNOWN };
}

function readOpaque(source: Source): ValueType {
  let domain = '';
  let name = '';
  while (source.next()) {
    if (source.field === OPAQUE_TYPE.domain) domain = source.name();
    else if (source.field === OPAQUE_TYPE.name) name = source.name();
    else source.skip();
  }
  return { kind: 'opaque', domain, name };
}
