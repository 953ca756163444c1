import type { Shares } from '../statistics/anytime-rival.ts';
import { nextDown } from '../statistics/rounding.ts';
import type { Voting } from './voting.ts';

/** How often an upper bound of a class is spent: `duelOf` spends one, `duelAmong` two. */
const RIVALS = { fixed: 1, anytime: 2 } as const;

const rivals = (method: Pick<Voting, 'max_n'>): number =>
  method.max_n === undefined ? RIVALS.fixed : RIVALS.anytime;

/** The share of α for one upper bound, so that half of α is left for the lower bound; exact. */
export const rivalShare = (method: Pick<Voting, 'max_n' | 'alpha'>): number =>
  method.alpha / (2 * rivals(method));

/** The level of the lower bound: what the upper ones leave of α, rounded down. */
export function lowerShare(method: Voting): number {
  const { alpha, alpha_rival: rival } = method;
  if (rival === undefined) return alpha;
  const rest = alpha - rivals(method) * rival;
  // The quotient of two is exact, and so is the difference of half of α.
  return rest === alpha / 2 ? rest : nextDown(rest);
}

export const sharesOf = (method: Voting): Shares => ({
  lower: lowerShare(method),
  rival: method.alpha_rival ?? 0,
});
