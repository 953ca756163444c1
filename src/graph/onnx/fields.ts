import type { Kind } from '../graph.ts';
import type { ElementType } from '../tensor.ts';

/** Numbers of the protobuf fields that are read or written here, message by message; names are ours. Source: onnx-ml.proto. */
export const MODEL = { irVersion: 1, producer: 2, graph: 7, opsets: 8, functions: 25 } as const;
export const OPERATOR_SET = { domain: 1, version: 2 } as const;
export const FUNCTION = { name: 1, domain: 10 } as const;
export const GRAPH = {
  nodes: 1,
  name: 2,
  initializers: 5,
  inputs: 11,
  outputs: 12,
  values: 13,
  sparse: 15,
} as const;
export const NODE = { inputs: 1, outputs: 2, name: 3, operator: 4, attributes: 5, domain: 7 } as const;
export const VALUE = { name: 1, type: 2 } as const;
export const ATTRIBUTE = { name: 1, type: 20, reference: 21 } as const;
export const TENSOR = {
  dims: 1,
  type: 2,
  segment: 3,
  floats: 4,
  int32s: 5,
  strings: 6,
  int64s: 7,
  name: 8,
  raw: 9,
  doubles: 10,
  uint64s: 11,
  external: 13,
  location: 14,
} as const;
export const ENTRY = { key: 1, value: 2 } as const;
export const SPARSE = { values: 1, indices: 2, dims: 3 } as const;
export const TYPE = { tensor: 1, sequence: 4, map: 5, opaque: 7, sparse: 8, optional: 9 } as const;
export const TENSOR_TYPE = { element: 1, shape: 2 } as const;
export const WRAPPED_TYPE = { of: 1 } as const;
export const MAP_TYPE = { key: 1, of: 2 } as const;
export const OPAQUE_TYPE = { domain: 1, name: 2 } as const;
export const SHAPE = { dims: 1 } as const;
export const DIMENSION = { size: 1, symbol: 2 } as const;

/** TensorProto.DataLocation.EXTERNAL */
export const EXTERNAL = 1;

/** By kind of attribute: the field that holds the payload, and the code in `type` that announces it. */
export const PAYLOADS: Readonly<Record<Kind, { readonly field: number; readonly code: number }>> = {
  float: { field: 2, code: 1 },
  int: { field: 3, code: 2 },
  string: { field: 4, code: 3 },
  tensor: { field: 5, code: 4 },
  graph: { field: 6, code: 5 },
  floats: { field: 7, code: 6 },
  ints: { field: 8, code: 7 },
  strings: { field: 9, code: 8 },
  tensors: { field: 10, code: 9 },
  graphs: { field: 11, code: 10 },
  sparse: { field: 22, code: 11 },
  sparses: { field: 23, code: 12 },
  type: { field: 14, code: 13 },
  types: { field: 15, code: 14 },
};

export const ELEMENT_CODES: Readonly<Record<ElementType, number>> = {
  float32: 1,
  uint8: 2,
  int8: 3,
  uint16: 4,
  int16: 5,
  int32: 6,
  int64: 7,
  string: 8,
  bool: 9,
  float16: 10,
  float64: 11,
  uint32: 12,
  uint64: 13,
  complex64: 14,
  complex128: 15,
  bfloat16: 16,
  float8_e4m3fn: 17,
  float8_e4m3fnuz: 18,
  float8_e5m2: 19,
  float8_e5m2fnuz: 20,
  uint4: 21,
  int4: 22,
  float4_e2m1fn: 23,
  float8_e8m0fnu: 24,
  uint2: 25,
  int2: 26,
};

const BY_CODE = new Map(Object.entries(ELEMENT_CODES).map(([type, code]) => [code, type as ElementType]));

export const elementType = (code: number): ElementType | null => BY_CODE.get(code) ?? null;
