import { nextDown } from '../statistics/rounding.ts';

/**
 * Radii as whole numbers of 2⁻⁸⁰. A double from 2⁻²⁷ on is a whole number of them, so their sum is exact, and the same in
 * whatever order it is made; smaller ones are rounded.
 */
const SCALE = 2 ** 80;

export const unitsDown = (radius: number): bigint => BigInt(Math.floor(radius * SCALE));
export const unitsUp = (radius: number): bigint => BigInt(Math.ceil(radius * SCALE));

/** The n-th part of a sum that is not negative, as a radius, rounded down. */
export function meanDown(sum: bigint, n: number): number {
  const units = sum / BigInt(n);
  const near = Number(units);
  return (BigInt(near) > units ? nextDown(near) : near) / SCALE;
}
