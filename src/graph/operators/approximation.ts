import { UNIT } from '../float32.ts';
import type { Accuracy } from '../rewrites/interval/emit.ts';

/** Kernels differ in what they do with results below the normal range of float32; flushing all to zero is covered, four times. */
const FLUSHED = 2 ** -124;

/**
 * How far the engine's functions lie from the exact ones: |f̂(x) − f(x)| ≤ relative · |f(x)| + absolute, in units of the
 * output, for every finite float32 x at which f is finite in float32, anywhere in a tensor (vector body or tail).
 *
 * Source: test/graph/operators/approximation.test.ts compares onnxruntime's CPU provider with double precision on some two
 * million points a function. Every sixteenth float32 was compared once, and every one in [¼, 32], in [80, 110] and below the
 * normal range, of both signs. A row is at least four times the largest error that was seen: a margin for instruction sets
 * whose kernels evaluate the same polynomials in another order.
 *
 * Nothing is stated about monotonicity: Sigmoid, Tanh, Softplus, Softsign, Elu, Acos and the waves have steps back. Neither
 * about the image: Tanh and Softsign exceed 1 by 2^−22, Sigmoid by 2^−23.
 *
 * Activations that the engine fuses into a convolution or a product keep these rows.
 */
export const APPROXIMATIONS = {
  Exp: { relative: 4e-7, absolute: FLUSHED },
  Log: { relative: 1.2e-6, absolute: FLUSHED },
  /** Correctly rounded here, and so monotone. */
  Sqrt: { relative: 2.5e-7, absolute: FLUSHED },
  /** Correctly rounded here, and so monotone. */
  Reciprocal: { relative: 2.5e-7, absolute: FLUSHED },
  /** Any constant exponent. */
  Pow: { relative: 6e-7, absolute: FLUSHED },

  /** Of no relative accuracy at all below −10, where it is a rational function added to ½. */
  Sigmoid: { relative: 0, absolute: 8e-7 },
  Tanh: { relative: 1.4e-6, absolute: FLUSHED },
  Erf: { relative: 3.6e-7, absolute: FLUSHED },
  Softplus: { relative: 1.5e-6, absolute: FLUSHED },
  Softsign: { relative: 1e-6, absolute: FLUSHED },
  /** For |α| ≤ 1. The error of exp(x) − 1 is multiplied by α. */
  Elu: { relative: 0, absolute: 4e-7 },
  /** For |α| ≤ 1. The error of exp(x/α) − 1 is multiplied by α. */
  Celu: { relative: 0, absolute: 5e-7 },
  /** For the default α and γ. The absolute part is proportional to αγ. */
  Selu: { relative: 4e-7, absolute: 6e-7 },
  Gelu: { relative: 4e-7, absolute: 4e-7 },
  GeluTanh: { relative: 8e-7, absolute: 3.6e-6 },
  /** For the default α and β. */
  HardSigmoid: { relative: 0, absolute: 3e-7 },
  HardSwish: { relative: 4e-7, absolute: 3e-7 },
  Mish: { relative: 1.4e-6, absolute: 3e-7 },

  Sin: { relative: 8e-7, absolute: FLUSHED },
  Cos: { relative: 8e-7, absolute: FLUSHED },
  Tan: { relative: 5e-7, absolute: FLUSHED },
  Asin: { relative: 2.2e-6, absolute: FLUSHED },
  Acos: { relative: 1.4e-6, absolute: FLUSHED },
  Atan: { relative: 1.4e-6, absolute: FLUSHED },
  Sinh: { relative: 1e-6, absolute: FLUSHED },
  Cosh: { relative: 1e-6, absolute: FLUSHED },
  Asinh: { relative: 1e-6, absolute: FLUSHED },
  Acosh: { relative: 1e-6, absolute: FLUSHED },
  Atanh: { relative: 1e-6, absolute: FLUSHED },
} as const satisfies Readonly<Record<string, Accuracy>>;

/**
 * Of each output of a Softmax over n terms, by the exact softmax of the same inputs.
 *
 * With d = x − max x, fl(d) errs by up to 64u before the result underflows (|d| < 128), and so does exp(d), relatively; in the
 * sum, Σ softmax · |d| u ≤ u ln n. The exponential, n additions and the quotient are rounded besides; their share is taken
 * four times.
 */
export const softmaxAccuracy = (terms: number): Accuracy => ({
  relative: (terms + 96) * UNIT,
  absolute: FLUSHED,
});

/** Of each output of a LogSoftmax over n terms: d and the logarithm of the sum are rounded relatively, the sum absolutely. */
export const logSoftmaxAccuracy = (terms: number): Accuracy => ({
  relative: 16 * UNIT,
  absolute: (terms + 16) * UNIT,
});

/**
 * Of a response normalisation y = x S^−β, by the exact y of the S before the own square is added: that square and that sum are
 * rounded, S^−β by its row, y once. A power that underflows is multiplied by an x below 2^63.
 */
export const lrnAccuracy = (beta: number): Accuracy => ({
  relative: APPROXIMATIONS.Pow.relative + 16 * (beta + 1) * UNIT,
  absolute: 2 ** -60,
});
