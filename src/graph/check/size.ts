import type { Constant, SparseConstant } from '../constant.ts';
import type { Value, ValueType } from '../graph.ts';
import { quote } from '../quote.ts';
import { byteSize, elementCount } from '../tensor.ts';
import type { Flaw } from './flaw.ts';

const write = (dims: readonly (number | string | null)[]): string =>
  `[${dims.slice(0, 8).join(', ')}${dims.length > 8 ? ', …' : ''}]`;

/** The grammatical subject of a message: put together only when there is a message. */
type Subject = () => string;

/** What is wrong with dims alone. */
function checkDims(what: Subject, dims: readonly number[]): readonly Flaw[] {
  if (dims.some((dim) => dim < 0)) {
    return [{ code: 'dims_negative', message: `${what()} has a negative size: ${write(dims)}` }];
  }
  if (elementCount(dims) <= Number.MAX_SAFE_INTEGER) return [];
  return [{ code: 'size_overflow', message: `${what()} has more than 2^53 elements: ${write(dims)}` }];
}

/** A constant lies in the file, and holds as many elements as its dims say. */
export function checkConstant(what: Subject, constant: Constant): readonly Flaw[] {
  const { type, dims, bytes, strings, external } = constant;
  if (external !== undefined) {
    const message = `${what()} lies in another file (${quote(external)}); save the model with its weights inside`;
    return [{ code: 'external_data', message }];
  }
  const flaws = checkDims(what, dims);
  if (flaws.length > 0) return flaws;
  const count = elementCount(dims);
  const expected = strings ? count : byteSize(type, count);
  const found = strings ? strings.length : bytes.byteLength;
  if (expected === found) return [];
  const unit = strings ? 'strings' : 'bytes';
  const message = `${what()} is declared as ${type}${write(dims)}, which takes ${expected} ${unit}, but holds ${found}`;
  return [{ code: 'tensor_size_wrong', message }];
}

export const checkSparse = (what: Subject, sparse: SparseConstant): readonly Flaw[] => [
  ...checkDims(what, sparse.dims),
  ...checkConstant(() => `the values of ${what()}`, sparse.values),
  ...checkConstant(() => `the indices of ${what()}`, sparse.indices),
];

/** The sizes that a described value states are possible; unknown ones may be anything. */
export function checkValue(noun: string, value: Value): readonly Flaw[] {
  const sizes = (type: ValueType): readonly number[] =>
    type.kind === 'tensor' || type.kind === 'sparse'
      ? (type.dims ?? []).filter((dim) => typeof dim === 'number')
      : [];
  return checkDims(() => `${noun} ${quote(value.name)}`, sizes(value.type));
}
