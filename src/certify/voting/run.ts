import type { Guarantee } from '../certifier.ts';
import { lastLook } from '../statistics/anytime-schedule.ts';
import { nextDown } from '../statistics/rounding.ts';
import { isAnytime, type Voting } from './voting.ts';

/** Per sample, over the key, for the float32 program as it runs. */
export const guaranteeOf = ({ alpha }: Voting): Guarantee => ({
  kind: 'probabilistic',
  confidence: Math.min(1 - alpha, nextDown(1)),
  per: 'sample',
  arithmetic: 'float32',
});

/** Draws that one sample takes, at most. */
export const passesOf = (method: Voting): number =>
  isAnytime(method) ? lastLook(method.max_n) : (method.n0 ?? 0) + (method.n ?? 0);

/** Draws up to which samples wait for each other: from 256 on, each four times the one before; null for a fixed number. */
export function roundsOf(method: Voting): number[] | null {
  if (!isAnytime(method)) return null;
  const last = lastLook(method.max_n);
  const rounds: number[] = [];
  for (let limit = 256; limit < last; limit *= 4) rounds.push(limit);
  return [...rounds, last];
}
