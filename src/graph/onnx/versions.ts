/** Versions of ONNX's own operators that are read here and run by onnxruntime 1.30; a test loads one model at each. */
export const OPSETS = { oldest: 8, newest: 26 } as const;

/** Versions of the file format itself, in the same sense. */
export const IR_VERSIONS = { oldest: 3, newest: 13 } as const;
