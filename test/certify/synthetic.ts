import type { Classifier } from '../../src/certify/classifier.ts';

/** A classifier made of a function of one sample. Rows do not influence each other. */
export function rowClassifier(
  batch: number,
  classes: number,
  shape: readonly number[],
  logits: (row: Float32Array) => readonly number[],
): Classifier {
  const size = shape.reduce((product, n) => product * n, 1);
  return {
    batch,
    classes,
    shape,
    logits: (input) => {
      if (input.length !== batch * size)
        return Promise.reject(new Error(`${input.length} values in a batch`));
      const rows = Array.from({ length: batch }, (_, i) => logits(input.subarray(i * size, (i + 1) * size)));
      return Promise.resolve(Float32Array.from(rows.flat()));
    },
  };
}

/** Class 1 where w·x + b > 0, else class 0. */
export function linearClassifier(
  batch: number,
  shape: readonly number[],
  w: readonly number[],
  b: number,
): Classifier {
  return rowClassifier(batch, 2, shape, (row) => {
    const margin = row.reduce((sum, x, j) => sum + x * w[j]!, b);
    return [0, margin];
  });
}

/**
 * Class 1 where the one coordinate is above `edge`, else class 0: its probability under noise on a grid is
 * known.
 */
export const stepClassifier = (batch: number, edge: number): Classifier =>
  rowClassifier(batch, 2, [1], (row) => (row[0]! > edge ? [0, 1] : [1, 0]));
