import { numbers } from '../../../certify/numbers.ts';

type Draw = (random: () => number) => number;

export interface Hostile {
  readonly x: Draw;
  readonly w: Draw;
  readonly b: Draw;
}

const sign: Draw = (r) => (r() < 0.5 ? -1 : 1);
const spread =
  (low: number, high: number): Draw =>
  (r) =>
    sign(r) * 2 ** (low + (high - low) * r());

/** Numbers that sums are hard for. */
export const HOSTILE: Readonly<Record<string, Hostile>> = {
  ordinary: { x: (r) => r(), w: (r) => 2 * r() - 1, b: (r) => r() - 0.5 },
  cancelling: { x: (r) => 1000 + r(), w: (r) => sign(r) * (1 + r() * 2 ** -10), b: (r) => 500 * sign(r) },
  'of all sizes': { x: spread(-14, 14), w: spread(-14, 14), b: spread(-14, 14) },
  'half units': { x: () => 1, w: (r) => 2 ** -24 * (1 + sign(r) * 2 ** -10), b: () => 1 },
  'half units of what they are added to': {
    x: () => 1,
    w: (r) => 2 ** -24 * (1 + sign(r) * 2 ** -10),
    b: () => 0,
  },
  'half units beside a few wholes': {
    x: () => 1,
    w: (r) => (r() < 0.03 ? 1 : 2 ** -24 * (1 + sign(r) * 2 ** -10)),
    b: () => 0,
  },
  'hardly more than zero': { x: spread(-10, 0), w: spread(-149, -126), b: spread(-149, -126) },
  'whose products vanish': { x: spread(-80, -70), w: spread(-80, -70), b: spread(-149, -140) },
  'mostly zero': { x: (r) => (r() < 0.7 ? 0 : r()), w: (r) => (r() < 0.7 ? 0 : sign(r)), b: () => 0 },
  large: { x: spread(30, 50), w: spread(30, 50), b: spread(60, 90) },
  whole: { x: (r) => Math.round(r() * 2 ** 12), w: (r) => Math.round((r() - 0.5) * 2 ** 12), b: () => 1 },
};

/** So many numbers, the same in every run. */
export function drawn(count: number, draw: Draw, seed: number): Float32Array {
  const random = numbers(seed);
  return Float32Array.from({ length: count }, () => draw(random));
}
