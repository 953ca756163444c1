import { countsOf } from '../summary.ts';
import type { Counts, SummaryRow } from '../summary.ts';
import { explanationsOf } from './explanation.ts';
import type { Explanation } from './explanation.ts';
import { findingOf, FINDINGS, rungs } from './finding.ts';
import type { Finding, FindingKind, Rung } from './finding.ts';
import { fitOf } from './fit.ts';
import type { Sighted } from './fit.ts';
import { sightingOf } from './implied.ts';
import { Ladder } from './ladder.ts';
import type { Claim, LogRow } from './log.ts';
import { formatOf } from './printed.ts';
import type { Format } from './printed.ts';

/** What a log says of its classifier. */
export type Accuracy = Pick<Counts, 'clean_accuracy' | 'average_certified_radius' | 'certified_accuracy'>;

/** What can be said of a published log without its model. */
export interface Audit {
  readonly claim: Claim;
  readonly format: Format;
  /** The least and the largest radius that the claim can give; empty when it gives none. */
  readonly ladder: readonly Rung[];
  readonly findings: readonly Finding[];
  readonly counts: Readonly<Record<FindingKind, number>>;
  /** Of the rows that state a radius, those that are consistent; null when none does. */
  readonly share_consistent: number | null;
  /** Rows whose `correct` contradicts their label and prediction. */
  readonly correct_wrong: number;
  /** Rows that state another number of draws than the claim; they are judged by their own. */
  readonly other_n: number;
  /** Rows whose votes may have been unanimous. */
  readonly unanimous: number;
  /** −log₂ of the chance that radii taken at random fit as well. */
  readonly surprise: number;
  /** With every row taken at its word. */
  readonly stated: Accuracy;
  /** With those rows alone that can be what they claim; the others prove nothing. */
  readonly confirmed: Accuracy;
  readonly explanations: readonly Explanation[];
}

/**
 * Audits a log of randomized smoothing: whether its radii can come from the n, α and σ it claims. From n draws at level
 * α a radius can only be σΦ⁻¹(BetaInv(α; k, n−k+1)) for one of the counts k = 0 … n; the log's digits say how exactly
 * it is known. A contradiction proves that the log was not made as claimed; agreement proves no more than `surprise`
 * says. Nothing here needs the model.
 *
 * Yields every few milliseconds, so that whoever runs it can do other things in between.
 */
export function* auditing(claim: Claim, rows: readonly LogRow[]): Generator<void, Audit> {
  const format = formatOf(rows.flatMap(({ radius }) => radius ?? []));
  const ladders = new Ladders(claim.alpha);
  const findings: Finding[] = [];
  for (const [i, row] of rows.entries()) {
    findings.push(findingOf(row, ladders.of(row.n ?? claim.n), claim.sigma, format));
    if (i % AT_ONCE === AT_ONCE - 1) yield;
  }
  const sighted = sightedIn(claim, rows, format);
  const asClaimed = fitOf(claim, sighted);
  const own = ladders.of(claim.n);
  const counts = countsOfKinds(findings);
  const wrong = counts.off_ladder + counts.above_top + counts.count_differs;
  const judged = counts.consistent + wrong;
  return {
    claim,
    format,
    ladder: rungs(own, claim.sigma, own.first < claim.n ? [own.first, claim.n] : [claim.n]),
    findings,
    counts,
    share_consistent: judged === 0 ? null : counts.consistent / judged,
    correct_wrong: findings.filter(({ correct_agrees }) => correct_agrees === false).length,
    other_n: rows.filter(({ n }) => n !== null && n !== claim.n).length,
    unanimous: asClaimed.unanimous,
    surprise: asClaimed.surprise,
    ...accuracies(findings),
    explanations: yield* explanationsOf(claim, sighted, asClaimed),
  };
}

const AT_ONCE = 200;

/** Rows may state numbers of draws of their own. */
class Ladders {
  readonly #alpha: number;
  readonly #known = new Map<number, Ladder>();
  constructor(alpha: number) {
    this.#alpha = alpha;
  }

  of(n: number): Ladder {
    const ladder = this.#known.get(n) ?? new Ladder(n, this.#alpha);
    this.#known.set(n, ladder);
    return ladder;
  }
}

function countsOfKinds(findings: readonly Finding[]): Record<FindingKind, number> {
  const counts = Object.fromEntries(FINDINGS.map((kind) => [kind, 0])) as Record<FindingKind, number>;
  for (const { finding } of findings) counts[finding]++;
  return counts;
}

/** The radii that the claim's own draws must explain; equal ones together. */
function sightedIn(claim: Claim, rows: readonly LogRow[], format: Format): Sighted[] {
  const groups = new Map<string, { readonly sighting: Sighted['sighting']; rows: number }>();
  for (const row of rows) {
    if (row.abstained || row.radius === null || (row.n ?? claim.n) !== claim.n) continue;
    const sighting = sightingOf(row, format);
    const key = `${sighting.low} ${sighting.high} ${sighting.allowance}`;
    const group = groups.get(key);
    if (group) group.rows++;
    else groups.set(key, { sighting, rows: 1 });
  }
  return [...groups.values()];
}

function accuracies(findings: readonly Finding[]): Pick<Audit, 'stated' | 'confirmed'> {
  const stated = countsOf(findings.map(claimedBy));
  const grid = stated.certified_accuracy.map(({ radius }) => radius);
  return { stated, confirmed: countsOf(findings.map(confirmedOf), grid) };
}

const claimedBy = ({ label, predict, correct, radius }: Finding): SummaryRow => ({
  label,
  prediction: predict,
  base_prediction: null,
  correct,
  verdict: radius === null ? 'abstained' : 'certified',
  norm: 'l2',
  radius,
});

const confirmedOf = (finding: Finding): SummaryRow =>
  finding.finding === 'consistent' || finding.finding === 'computed'
    ? claimedBy(finding)
    : claimedBy({ ...finding, radius: null });
