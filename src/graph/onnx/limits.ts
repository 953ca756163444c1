import type { OnnxErrorCode } from './error.ts';

/** What a file may make the decoder build. Each is enforced while reading, before the object exists. */
export interface Limits {
  /** Nodes, in all graphs together. */
  readonly nodes: number;
  /** Initializers and tensors in attributes. */
  readonly tensors: number;
  /** Inputs, outputs and value_info. */
  readonly values: number;
  readonly attributes: number;
  /** Elements of all lists that become objects or numbers of their own: node inputs, dims, ints, strings, … */
  readonly entries: number;
  /** Fields of the file, also those that are skipped: bounds the time. */
  readonly fields: number;
  /** Bytes made from what the file holds in another form (varints, unpacked lists, texts): bounds the memory. */
  readonly unpackedBytes: number;
  /** Bytes of one name. */
  readonly nameLength: number;
  /** Graphs within graphs, and types within types. */
  readonly depth: number;
}

export const DEFAULT_LIMITS: Limits = {
  nodes: 100_000,
  tensors: 100_000,
  values: 300_000,
  attributes: 500_000,
  entries: 2_000_000,
  fields: 10_000_000,
  unpackedBytes: 256 * 2 ** 20,
  nameLength: 4096,
  depth: 8,
};

export type Counter = Exclude<keyof Limits, 'nameLength' | 'depth'>;

export const EXCEEDED: Readonly<Record<Counter, readonly [OnnxErrorCode, string]>> = {
  nodes: ['too_many_nodes', 'nodes'],
  tensors: ['too_many_tensors', 'tensors'],
  values: ['too_many_values', 'described values'],
  attributes: ['too_many_attributes', 'attributes'],
  entries: ['too_many_entries', 'list entries'],
  fields: ['too_many_fields', 'protobuf fields'],
  unpackedBytes: [
    'unpacked_too_large',
    'bytes of texts and of tensor elements that are not stored as raw bytes',
  ],
};
