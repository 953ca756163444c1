import type { Attribute, Graph, Kind, Payloads } from '../../graph.ts';
import { ATTRIBUTE, PAYLOADS } from '../fields.ts';
import { OnnxError } from '../error.ts';
import type { Source } from './source.ts';
import { readSparse, readNameless } from './tensor.ts';
import { readType } from './type.ts';

type Found = { -readonly [K in Kind]?: Payloads[K] };

const KINDS = Object.keys(PAYLOADS) as readonly Kind[];
const BY_FIELD = new Map(KINDS.map((kind) => [PAYLOADS[kind].field, kind]));
const BY_CODE = new Map(KINDS.map((kind) => [PAYLOADS[kind].code, kind]));

/** What a missing payload means: lists and scalars have protobuf's defaults, messages have none. */
const DEFAULTS: Found = {
  float: 0,
  int: 0n,
  string: '',
  floats: [],
  ints: [],
  strings: [],
  tensors: [],
  graphs: [],
  sparses: [],
  types: [],
};

type ReadGraph = (source: Source) => Graph;

/** Reads an AttributeProto; call inside `source.message`. */
export function readAttribute(source: Source, readGraph: ReadGraph): Attribute {
  source.charge('attributes');
  let name = '';
  let code = 0;
  let reference = '';
  const found: Found = {};
  while (source.next()) {
    const kind = BY_FIELD.get(source.field);
    if (kind) readPayload(source, kind, found, readGraph);
    else if (source.field === ATTRIBUTE.name) name = source.name();
    else if (source.field === ATTRIBUTE.type) code = source.int32();
    else if (source.field === ATTRIBUTE.reference) reference = source.name();
    else source.skip();
  }
  return Object.freeze(settle(name, code, reference, found));
}

function settle(name: string, code: number, reference: string, found: Found): Attribute {
  const kinds = KINDS.filter((kind) => found[kind] !== undefined);
  if (reference) return { name, kind: 'reference', value: reference };
  const illegal = (value: string): Attribute => ({ name, kind: 'illegal', value });
  // Before IR version 2 attributes had no type: the payload told it.
  const kind = code === 0 && kinds.length === 1 ? kinds[0] : BY_CODE.get(code);
  if (!kind)
    return illegal(
      code === 0 ? `it has no type and ${kinds.length} values` : `its type ${code} is not known`,
    );
  const others = kinds.filter((one) => one !== kind);
  if (others.length > 0) return illegal(`its type is ${kind}, but it holds ${others.join(' and ')}`);
  const value = found[kind] ?? DEFAULTS[kind];
  if (value === undefined) return illegal(`its type is ${kind}, but it holds nothing`);
  return { name, kind, value: Object.freeze(value) } as Attribute;
}

function readPayload(source: Source, kind: Kind, found: Found, readGraph: ReadGraph): void {
  const list = <T>(before: readonly T[] | undefined, read: () => T): T[] => {
    source.charge('entries');
    const values = (before ?? []) as T[];
    values.push(read());
    return values;
  };
  const single = <T>(before: T | undefined, read: () => T): T => {
    if (before !== undefined) throw new OnnxError('file_malformed', `an attribute holds its ${kind} twice`);
    return read();
  };
  const tensor = () => source.message(() => readNameless(source));
  const graph = () => source.nested('graphs', () => readGraph(source));
  const sparse = () => source.message(() => readSparse(source));
  const type = () => source.nested('types', () => readType(source));
  switch (kind) {
    case 'float':
      found.float = source.float();
      break;
    case 'int':
      found.int = source.int64();
      break;
    case 'string':
      found.string = source.text();
      break;
    case 'tensor':
      found.tensor = single(found.tensor, tensor);
      break;
    case 'graph':
      found.graph = single(found.graph, graph);
      break;
    case 'sparse':
      found.sparse = single(found.sparse, sparse);
      break;
    case 'type':
      found.type = single(found.type, type);
      break;
    case 'floats':
      source.floats((found.floats ??= []) as number[]);
      break;
    case 'ints':
      source.int64s((found.ints ??= []) as bigint[]);
      break;
    case 'strings':
      found.strings = list(found.strings, () => source.text());
      break;
    case 'tensors':
      found.tensors = list(found.tensors, tensor);
      break;
    case 'graphs':
      found.graphs = list(found.graphs, graph);
      break;
    case 'sparses':
      found.sparses = list(found.sparses, sparse);
      break;
    case 'types':
      found.types = list(found.types, type);
      break;
  }
}
