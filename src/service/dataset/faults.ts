import { Refusal, type Fault } from '../errors.ts';

/** Everything that can be wrong with an upload: code → what it means. Codes are never renamed. */
export const DATASET_FAULTS = {
  part_missing: 'a part that the format needs was not uploaded',
  part_repeated: 'the same part came twice',
  part_unexpected: 'the format has no use for this part',
  part_empty: 'the part holds no bytes',
  format_unrecognised: 'the bytes are in no known format',
  format_disagrees: 'the bytes are not in the declared format',
  layout_disagrees: 'the format fixes its layout, and it is not the declared one',
  scale_invalid: 'the scale is not a positive number, or too large or too small for float32',
  gzip_malformed: 'the gzip stream is damaged or ends early',
  unpacked_too_large: 'unpacked, the bytes are more than allowed',
  archive_malformed: 'the zip archive contradicts itself or ends early',
  archive_unsupported: 'the zip archive uses a feature that is not read here',
  array_missing: 'an array could not be found by its name',
  array_ambiguous: 'more than one array could be meant',
  npy_malformed: 'the .npy header cannot be read',
  dtype_unsupported: 'the element type is not numeric, or not read here',
  idx_malformed: 'the IDX header cannot be read',
  cifar10_malformed: 'the bytes are not whole CIFAR-10 records',
  json_malformed: 'the document cannot be read',
  json_too_large: 'the JSON document is longer than allowed',
  input_invalid: 'an entry of `inputs` does not fit the contract',
  size_disagrees: 'the header and the number of bytes disagree',
  shape_invalid: 'the array cannot be a list of samples',
  dataset_empty: 'there is no sample',
  dataset_too_large: 'there are more samples, or larger ones, than allowed',
  count_disagrees: 'samples and labels differ in number',
  labels_shape: 'labels are not one number a sample',
  label_invalid: 'a label is not a whole number in the allowed range',
  labels_too_many: 'there are more different labels than allowed',
  label_outside_classes: 'a label is no class of the model',
  range_outside_domain: 'a value lies outside the declared domain of the model',
  value_not_finite: 'a value is NaN or infinite',
} as const;

export type DatasetFaultCode = keyof typeof DATASET_FAULTS;

export function fault(code: DatasetFaultCode, message: string, pointer?: string): Fault {
  return pointer === undefined ? { code, message } : { code, message, pointer };
}

/** Ends the examination with these faults. */
export function refuse(...faults: readonly Fault[]): never {
  throw new Refusal('dataset_refused', undefined, faults);
}

/** Does both, also when the first is refused, so that a client hears of the faults of both at once. */
export function together<A, B>(first: () => A, second: () => B): [A, B] {
  const faults: Fault[] = [];
  const a = attempt(first, faults);
  const b = attempt(second, faults);
  if (a === REFUSED || b === REFUSED) return refuse(...faults);
  return [a, b];
}

const REFUSED = Symbol('refused');

function attempt<T>(action: () => T, faults: Fault[]): T | typeof REFUSED {
  try {
    return action();
  } catch (error) {
    if (!(error instanceof Refusal) || error.code !== 'dataset_refused') throw error;
    faults.push(...error.faults);
    return REFUSED;
  }
}

/** A name that came from outside, fit for a message: quoted, escaped and cut. */
export const quoted = (name: string): string =>
  JSON.stringify(name.length > 80 ? `${name.slice(0, 80)}…` : name);

/** ` (and 3 more)`, or nothing when the one that was named is the only one. */
export const andMore = (more: number): string => (more > 0 ? ` (and ${more} more)` : '');

/** A list of numbers for a message; a long one is cut. */
export const listed = (numbers: readonly number[]): string =>
  `[${numbers.slice(0, 8).join(', ')}${numbers.length > 8 ? `, … (${numbers.length} numbers)` : ''}]`;
