import type { Fault } from '../../errors.ts';
import type { ReasonCode } from '../reasons.ts';

/** A fault whose code is in the table of reasons. */
export interface Reason extends Fault {
  readonly code: ReasonCode;
}

/** Reasons that one rule may give for one graph before it is stopped: a hostile file has more than anyone counts. */
const ENOUGH = 1000;

export function* enough<T>(many: Iterable<T>): Generator<T> {
  let left = ENOUGH;
  for (const one of many) {
    if (left-- === 0) return;
    yield one;
  }
}

/**
 * At most `limit` of the reasons, in their order, and one that counts the rest. First occurrences of each code come
 * before repetitions of one, so that a thousand faults of a kind do not hide the single one of another.
 */
export function shorten(reasons: readonly Reason[], limit: number): readonly Reason[] {
  if (reasons.length <= limit) return reasons;
  const seen = new Map<ReasonCode, number>();
  const ranked = reasons.map((reason, place) => {
    const rank = seen.get(reason.code) ?? 0;
    seen.set(reason.code, rank + 1);
    return { reason, place, rank };
  });
  const kept = ranked.sort((a, b) => a.rank - b.rank || a.place - b.place).slice(0, limit);
  const listed = kept.sort((a, b) => a.place - b.place).map(({ reason }) => reason);
  const least = reasons.length < ENOUGH ? '' : 'at least ';
  return [...listed, { code: 'faults_omitted', message: `and ${least}${reasons.length - limit} more` }];
}
