/*
 * The functions in double precision, off by some units of 2^−53, which is nothing beside float32's 2^−24.
 * test/golden/approximation.py has their values to fifty digits.
 */

export type Real = (x: number) => number;

const single = Math.fround;

/** erf(x) for 0 ≤ x < 2.5 by the series with positive terms 2/√π · exp(−x²) Σ 2ⁿ x^(2n+1) / (2n+1)!!. */
function series(x: number): number {
  let sum = x;
  let term = x;
  for (let n = 1; term > sum * 2 ** -60; n++) {
    term *= (2 * x * x) / (2 * n + 1);
    sum += term;
  }
  return (2 / Math.sqrt(Math.PI)) * Math.exp(-x * x) * sum;
}

/** erfc(x) for x ≥ 2.5 by its continued fraction, Abramowitz and Stegun 7.1.14, cut after fifty steps. */
function fraction(x: number): number {
  let tail = x;
  for (let k = 50; k >= 1; k--) tail = x + k / 2 / tail;
  return Math.exp(-x * x) / Math.sqrt(Math.PI) / tail;
}

const erf: Real = (x) => Math.sign(x) * (Math.abs(x) < 2.5 ? series(Math.abs(x)) : 1 - fraction(Math.abs(x)));

/** Where erf is near 1, from its complement, so that nothing cancels. */
function erfc(x: number): number {
  if (x >= 2.5) return fraction(x);
  return x <= -2.5 ? 2 - fraction(-x) : 1 - erf(x);
}

/** 1/(1 + exp(−x)), from the small exponential on either side. */
function sigmoid(x: number): number {
  const small = Math.exp(-Math.abs(x));
  return (x >= 0 ? 1 : small) / (1 + small);
}

const softplus: Real = (x) => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));

/** x · t for a t that is 0 at −∞, where the engine answers NaN and the limit is 0. */
const gated =
  (gate: Real): Real =>
  (x) =>
    x === -Infinity ? NaN : x * gate(x);

/** tanh(log(1 + e^x)) = n/(n + 2) with n = e^x(e^x + 2). */
function mishGate(x: number): number {
  const power = Math.exp(Math.min(x, 300));
  const n = power * (power + 2);
  return n / (n + 2);
}

const clipped: Real = (x) => Math.min(1, Math.max(0, x));

export const elu =
  (alpha: number): Real =>
  (x) =>
    x >= 0 ? x : alpha * Math.expm1(x);

export const celu =
  (alpha: number): Real =>
  (x) =>
    x >= 0 ? x : alpha * Math.expm1(x / alpha);

export const selu =
  (alpha: number, gamma: number): Real =>
  (x) =>
    gamma * elu(alpha)(x);

export const leakyRelu =
  (slope: number): Real =>
  (x) =>
    x >= 0 ? x : slope * x;

/** Whole powers by products: JavaScript engines may take a logarithm. */
export const pow =
  (exponent: number): Real =>
  (x) =>
    exponent === 2 ? x * x : exponent === 3 ? x * x * x : Math.pow(x, exponent);

/** Attributes as float32 holds them. */
export const EXACT: Readonly<Record<string, Real>> = {
  Exp: Math.exp,
  Log: Math.log,
  Sqrt: Math.sqrt,
  Reciprocal: (x) => 1 / x,
  Sigmoid: sigmoid,
  Tanh: Math.tanh,
  Erf: erf,
  Softplus: softplus,
  Softsign: (x) => x / (1 + Math.abs(x)),
  Elu: elu(1),
  Celu: celu(1),
  Selu: selu(single(1.67326319217681884765625), single(1.05070102214813232421875)),
  Gelu: gated((x) => erfc(-x * Math.SQRT1_2) / 2),
  GeluTanh: gated((x) => sigmoid(Math.sqrt(8 / Math.PI) * (x + 0.044715 * x * x * x))),
  HardSigmoid: (x) => clipped(single(0.2) * x + 0.5),
  HardSwish: gated((x) => clipped(x / 6 + 0.5)),
  Mish: gated(mishGate),
  Sin: Math.sin,
  Cos: Math.cos,
  Tan: Math.tan,
  Asin: Math.asin,
  Acos: Math.acos,
  Atan: Math.atan,
  Sinh: Math.sinh,
  Cosh: Math.cosh,
  Asinh: Math.asinh,
  Acosh: Math.acosh,
  Atanh: Math.atanh,
};
