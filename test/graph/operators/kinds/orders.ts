/** One way in which an engine may sum products and a bias in float32. `a` and `b` hold the factors. */
export type Order = (a: ArrayLike<number>, b: ArrayLike<number>, bias: number) => number;

const single = Math.fround;
const products = (a: ArrayLike<number>, b: ArrayLike<number>): number[] =>
  Array.from(a, (x, i) => single(x * b[i]!));
const total = (terms: readonly number[], start = 0): number =>
  terms.reduce((sum, x) => single(sum + x), start);

function pairwise(terms: readonly number[]): number {
  if (terms.length <= 2) return total(terms);
  const half = terms.length >> 1;
  return single(pairwise(terms.slice(0, half)) + pairwise(terms.slice(half)));
}

const fused = (a: ArrayLike<number>, b: ArrayLike<number>, start: number): number => {
  let sum = start;
  for (let i = 0; i < a.length; i++) sum = single(sum + a[i]! * b[i]!);
  return sum;
};

/** Partial sums of every `width`-th product, as vector registers keep them. */
const lanes = (terms: readonly number[], width: number): number[] =>
  Array.from({ length: width }, (_, lane) => total(terms.filter((_, i) => i % width === lane)));

/** Partial sums of `width` products at a time, added up as they come. */
function blocks(a: ArrayLike<number>, b: ArrayLike<number>, width: number, start: number): number {
  const [left, right] = [Array.from(a), Array.from(b)];
  let sum = start;
  for (let i = 0; i < left.length; i += width)
    sum = single(sum + fused(left.slice(i, i + width), right.slice(i, i + width), 0));
  return sum;
}

const bySize = (terms: readonly number[]): number[] => terms.toSorted((x, y) => Math.abs(x) - Math.abs(y));

/**
 * Always the term that pushes the sum farthest to one side by its rounding: as wrong as an order that is chosen by looking may
 * be. Looks at a few terms at a time.
 */
function pushed(terms: readonly number[], side: 1 | -1): number {
  const left = [...terms];
  let sum = 0;
  while (left.length > 0) {
    let best = 0;
    let most = -Infinity;
    for (let i = 0; i < Math.min(left.length, 24); i++) {
      const off = side * (single(sum + left[i]!) - (sum + left[i]!));
      if (off > most) [most, best] = [off, i];
    }
    sum = single(sum + left[best]!);
    left.splice(best, 1);
  }
  return sum;
}

export const ORDERS: Readonly<Record<string, Order>> = {
  'one after another, the bias last': (a, b, bias) => single(total(products(a, b)) + bias),
  'onto the bias': (a, b, bias) => total(products(a, b), bias),
  backwards: (a, b, bias) => single(total(products(a, b).toReversed()) + bias),
  'backwards onto the bias': (a, b, bias) => total(products(a, b).toReversed(), bias),
  'multiplied and added at once': (a, b, bias) => single(fused(a, b, 0) + bias),
  'multiplied and added at once, onto the bias': fused,
  'from the least': (a, b, bias) => total(bySize([...products(a, b), bias])),
  'from the greatest': (a, b, bias) => total(bySize([...products(a, b), bias]).toReversed()),
  'all that is positive first': (a, b, bias) => {
    const terms = [...products(a, b), bias];
    return total([...terms.filter((x) => x > 0), ...terms.filter((x) => x <= 0)]);
  },
  'in pairs': (a, b, bias) => single(pairwise(products(a, b)) + bias),
  'in eight lanes': (a, b, bias) => single(pairwise(lanes(products(a, b), 8)) + bias),
  'in blocks of sixteen': (a, b, bias) => single(blocks(a, b, 16, 0) + bias),
  'in blocks of sixteen onto the bias': (a, b, bias) => blocks(a, b, 16, bias),
  'pushed up': (a, b, bias) => pushed([bias, ...products(a, b)], 1),
  'pushed down': (a, b, bias) => pushed([bias, ...products(a, b)], -1),
};

/** What all orders make of a sum. */
export const sums = (
  a: ArrayLike<number>,
  b: ArrayLike<number>,
  bias: number,
): readonly (readonly [string, number])[] =>
  Object.entries(ORDERS).map(([name, order]) => [name, order(a, b, bias)]);
