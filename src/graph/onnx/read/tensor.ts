import type { Constant, Initializer, SparseConstant } from '../../constant.ts';
import { elementCount, type ElementType } from '../../tensor.ts';
import { quote } from '../../quote.ts';
import { elementType, ENTRY, EXTERNAL, SPARSE, TENSOR } from '../fields.ts';
import { Elements, expandVarints } from './elements.ts';
import { OnnxError } from '../error.ts';
import type { Source } from './source.ts';

/** The fields of a TensorProto, before its type says which of them holds the elements. */
class Draft {
  name = '';
  code = 0;
  readonly dims: number[] = [];
  raw: Uint8Array | null = null;
  readonly strings: string[] = [];
  readonly floats = new Elements();
  readonly doubles = new Elements();
  readonly int32s = new Elements();
  readonly int64s = new Elements();
  readonly uint64s = new Elements();
  external = false;
  location = '';

  get type(): ElementType {
    const type = elementType(this.code);
    if (type) return type;
    throw new OnnxError('element_type_unknown', `the element type ${this.code} is not known`, {
      tensor: this.name,
    });
  }

  /** Elements that the fields for typed elements hold, whatever the type. */
  get typedBytes(): number {
    const lists = [this.floats, this.doubles, this.int32s, this.int64s, this.uint64s];
    return lists.reduce((sum, list) => sum + list.bytes.length, this.strings.length);
  }
}

/** Reads a TensorProto at its fields; call inside `source.message`. */
export function readTensor(source: Source): Initializer {
  source.charge('tensors');
  const draft = new Draft();
  while (source.next()) readField(source, draft);
  try {
    return Object.freeze(finish(source, draft));
  } catch (error) {
    throw error instanceof OnnxError ? error.at({ tensor: draft.name }) : error;
  }
}

function readField(source: Source, draft: Draft): void {
  switch (source.field) {
    case TENSOR.dims:
      return source.integers(draft.dims);
    case TENSOR.type:
      draft.code = source.int32();
      return;
    case TENSOR.name:
      draft.name = source.name();
      return;
    case TENSOR.raw:
      draft.raw = source.bytes();
      return;
    case TENSOR.strings:
      source.charge('entries');
      draft.strings.push(source.text());
      return;
    case TENSOR.floats:
      return draft.floats.add(source);
    case TENSOR.doubles:
      return draft.doubles.add(source);
    case TENSOR.int32s:
      return draft.int32s.add(source);
    case TENSOR.int64s:
      return draft.int64s.add(source);
    case TENSOR.uint64s:
      return draft.uint64s.add(source);
    case TENSOR.external:
      readLocation(source, draft);
      return;
    case TENSOR.location:
      draft.external = source.int32() === EXTERNAL;
      return;
    case TENSOR.segment:
      throw new OnnxError('file_malformed', 'the tensor comes in segments, which no engine reads', {
        tensor: draft.name,
      });
    default:
      return source.skip();
  }
}

function readLocation(source: Source, draft: Draft): void {
  let key = '';
  let value = '';
  source.message(() => {
    while (source.next()) {
      if (source.field === ENTRY.key) key = source.text();
      else if (source.field === ENTRY.value) value = source.text();
      else source.skip();
    }
  });
  if (key === 'location') draft.location = value;
}

function finish(source: Source, draft: Draft): Initializer {
  const { name, type } = draft;
  const dims = Object.freeze(draft.dims);
  const none = new Uint8Array(0);
  if (draft.external) return { name, type, dims, bytes: none, external: draft.location };
  if (draft.raw && draft.typedBytes > 0) {
    throw new OnnxError(
      'file_malformed',
      `the tensor ${quote(name)} holds its elements twice: raw and typed`,
    );
  }
  if (type === 'string') {
    if (draft.raw) throw new OnnxError('file_malformed', `the string tensor ${quote(name)} holds raw bytes`);
    return { name, type, dims, bytes: none, strings: Object.freeze(draft.strings) };
  }
  const bytes = draft.raw ?? typed(source, draft, type);
  if (draft.typedBytes > 0 && bytes.length === 0 && elementCount(dims) > 0) {
    throw new OnnxError(
      'file_malformed',
      `the ${type} tensor ${quote(name)} keeps its elements in the field of another type`,
    );
  }
  return { name, type, dims, bytes };
}

/** Elements from the field that ONNX prescribes for the type. */
function typed(source: Source, draft: Draft, type: ElementType): Uint8Array {
  switch (type) {
    case 'float32':
    case 'complex64':
      return draft.floats.bytes;
    case 'float64':
    case 'complex128':
      return draft.doubles.bytes;
    case 'int64':
      return expandVarints(source, draft.int64s.bytes, type);
    case 'uint32':
    case 'uint64':
      return expandVarints(source, draft.uint64s.bytes, type);
    default:
      return expandVarints(source, draft.int32s.bytes, type);
  }
}

/** Reads a TensorProto whose name means nothing: one that an attribute or a sparse tensor holds. */
export function readNameless(source: Source): Constant {
  const { name: _, ...constant } = readTensor(source);
  return Object.freeze(constant);
}

/** Reads a SparseTensorProto; call inside `source.message`. */
export function readSparse(source: Source): SparseConstant {
  const dims: number[] = [];
  let stored: Initializer | null = null;
  let indices: Constant | null = null;
  while (source.next()) {
    if (source.field === SPARSE.values)
      stored = once(
        'values',
        stored,
        source.message(() => readTensor(source)),
      );
    else if (source.field === SPARSE.indices) {
      indices = once(
        'indices',
        indices,
        source.message(() => readNameless(source)),
      );
    } else if (source.field === SPARSE.dims) source.integers(dims);
    else source.skip();
  }
  if (!stored || !indices)
    throw new OnnxError('file_malformed', 'a sparse tensor lacks its values or its indices');
  const { name, ...values } = stored;
  return Object.freeze({ name, dims: Object.freeze(dims), values: Object.freeze(values), indices });
}

/** Protobuf merges a message that comes twice; an engine would see both, so it is refused. */
export function once<T>(noun: string, before: T | null, now: T): T {
  if (before !== null) throw new OnnxError('file_malformed', `${noun} come twice where ONNX has them once`);
  return now;
}
