import type { Layer } from './layer.ts';

export interface Product {
  readonly rows: number;
  readonly inner: number;
  readonly columns: number;
  readonly fed?: boolean;
}

/** MatMul: y[r,c] sums x[r,i] · w[i,c]; several batches of x share one w. */
export function matrixProduct(
  { rows, inner, columns, fed = false }: Product,
  batches: readonly number[] = [],
): Layer {
  return {
    name: `MatMul ${[...batches, rows].join('×')} by ${inner} by ${columns}${fed ? ', both fed' : ''}`,
    ...{ operator: 'MatMul', attributes: {}, bias: 0, biasAxis: 1 },
    weights: fed ? 'fed' : 'constant',
    ...{ x: [...batches, rows, inner], w: [inner, columns], y: [...batches, rows, columns] },
    terms(output, product) {
      const column = output % columns;
      const row = Math.floor(output / columns);
      for (let i = 0; i < inner; i++) product(row * inner + i, i * columns + column);
    },
  };
}

/** Gemm: the same with b for every column, and with x or w given transposed. */
export function generalProduct(
  { rows, inner, columns }: Product,
  { x = false, w = false }: { readonly x?: boolean; readonly w?: boolean } = {},
): Layer {
  return {
    name: `Gemm ${rows} by ${inner} by ${columns}${x ? ', x transposed' : ''}${w ? ', w transposed' : ''}`,
    ...{ operator: 'Gemm', attributes: { transA: Number(x), transB: Number(w) }, bias: columns, biasAxis: 1 },
    weights: 'constant',
    x: x ? [inner, rows] : [rows, inner],
    w: w ? [columns, inner] : [inner, columns],
    y: [rows, columns],
    terms(output, product) {
      const column = output % columns;
      const row = Math.floor(output / columns);
      for (let i = 0; i < inner; i++)
        product(x ? i * rows + row : row * inner + i, w ? column * inner + i : i * columns + column);
    },
  };
}
