import type { Constant, SparseConstant } from '../../constant.ts';
import { ELEMENT_CODES, ENTRY, EXTERNAL, SPARSE, TENSOR } from '../fields.ts';
import type { Sink } from './sink.ts';

/** Writes a TensorProto's fields, elements as raw bytes; call inside `sink.message`. */
export function writeTensor(sink: Sink, constant: Constant, name = ''): void {
  sink.integers(TENSOR.dims, constant.dims);
  sink.integer(TENSOR.type, ELEMENT_CODES[constant.type]);
  sink.text(TENSOR.name, name);
  const { external } = constant;
  if (external !== undefined) {
    sink.message(TENSOR.external, () => {
      sink.text(ENTRY.key, 'location');
      sink.text(ENTRY.value, external);
    });
    sink.integer(TENSOR.location, EXTERNAL);
  } else if (constant.strings) sink.texts(TENSOR.strings, constant.strings);
  else sink.bytes(TENSOR.raw, constant.bytes);
}

/** Writes a SparseTensorProto's fields; call inside `sink.message`. */
export function writeSparse(sink: Sink, sparse: SparseConstant): void {
  sink.message(SPARSE.values, () => writeTensor(sink, sparse.values, sparse.name));
  sink.message(SPARSE.indices, () => writeTensor(sink, sparse.indices));
  sink.integers(SPARSE.dims, sparse.dims);
}
