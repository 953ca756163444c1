import { addUp } from '../statistics/rounding.ts';
import { holm } from './holm.ts';
import type { PairCounts } from './pair-tally.ts';
import { signTest } from './sign-test.ts';

/** Evidence that one side certifies more inputs than the other. p-values are rounded up. */
export interface Evidence {
  /** If this question alone was asked. */
  readonly p_value: number;
  /** If all questions of the answer were asked at once (Holm). */
  readonly adjusted_p_value: number;
  /** The same two when only certificates count for this side that are true, but all for the other. */
  readonly true_p_value: number;
  readonly adjusted_true_p_value: number;
}

/** How two results stand to each other at a radius. */
export interface Finding extends PairCounts {
  /** Of the samples that one alone certifies, so many have a true certificate, at least. */
  readonly first_only_true: number;
  readonly second_only_true: number;
  readonly second_more: Evidence;
  readonly first_more: Evidence;
  /** Which certifies more of the inputs that were not tested, at the confidence asked for; null where that is open. */
  readonly more: 'first' | 'second' | null;
}

/** How many certificates of a result may be false together, and with what probability more are. */
export interface Allowance {
  readonly most: number;
  /** 0 where no chance plays a part. */
  readonly risk: number;
}

interface Pair {
  readonly counts: readonly PairCounts[];
  readonly first: Allowance;
  readonly second: Allowance;
}

/**
 * Tests every pair at every radius, in both directions, as one family.
 *
 * 1. `p_value`: of "on an input drawn as the samples were, the side certifies no more often than the other" (`signTest`).
 * 2. `true_p_value`: of "it certifies truly no more often than the other certifies at all". Let T of the `more` pairs that speak
 * for the side rest on a true certificate: T is counted as `more` is, so `signTest(T, fewer)` is a p-value, and it falls in T. With
 * probability 1 − risk, T ≥ more − most: p ≤ signTest(more − most, fewer) then, and the risk added makes up for the rest. Never
 * below `p_value`. What the other side has in false certificates only speaks against this one.
 *
 * `level`: 1 − the confidence that a finding needs.
 */
export function findingsOf(pairs: readonly Pair[], level: number): readonly (readonly Finding[])[] {
  const raw = pairs.flatMap(({ counts, first, second }) =>
    counts.map((one) => ({
      ...one,
      first_only_true: Math.max(0, one.first_only - first.most),
      second_only_true: Math.max(0, one.second_only - second.most),
      second: asked(one.second_only, one.first_only, second),
      first: asked(one.first_only, one.second_only, first),
    })),
  );
  const stated = holm(raw.flatMap(({ second, first }) => [second.stated, first.stated]));
  const held = holm(raw.flatMap(({ second, first }) => [second.held, first.held]));
  const findings = raw.map(({ second, first, ...counts }, i): Finding => {
    const evidence = (of: Asked, place: number): Evidence => ({
      p_value: of.stated,
      adjusted_p_value: stated[place]!,
      true_p_value: of.held,
      adjusted_true_p_value: held[place]!,
    });
    const second_more = evidence(second, 2 * i);
    const first_more = evidence(first, 2 * i + 1);
    return { ...counts, second_more, first_more, more: moreOf(second_more, first_more, level) };
  });
  let from = 0;
  return pairs.map(({ counts }) => findings.slice(from, (from += counts.length)));
}

interface Asked {
  readonly stated: number;
  readonly held: number;
}

function asked(more: number, fewer: number, { most, risk }: Allowance): Asked {
  const stated = signTest(more, fewer);
  if (most === 0 && risk === 0) return { stated, held: stated };
  return { stated, held: Math.min(1, addUp(signTest(Math.max(0, more - most), fewer), risk)) };
}

function moreOf(second: Evidence, first: Evidence, level: number): Finding['more'] {
  if (second.adjusted_p_value <= level) return 'second';
  return first.adjusted_p_value <= level ? 'first' : null;
}
