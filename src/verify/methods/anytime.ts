import type { Row } from '../certificate.ts';
import { step, type Report } from '../finding.ts';
import { chance, type Chance } from '../numbers/beta.ts';
import { lastLook, logEvidence, sequenceLower, sequenceUpper } from '../numbers/mixture.ts';
import { expectFromAbove, expectFromBelow, expectLowerChance, TOLERANCE } from '../tolerance.ts';
import { checkClass, checkRadius } from './conclusion.ts';
import { around, checkDuel, lowered, raised, stated } from './fixed.ts';
import { alone, type Law } from './law.ts';
import { numberIn, numbersIn } from './rules.ts';
import { shares, type Voting, type VotingCheck } from './votes.ts';

interface Tally {
  readonly n: number;
  readonly votes: readonly number[];
  readonly most: number;
  readonly candidate: number | null;
  readonly allowance: number;
  readonly distance: number;
  readonly at: (key: string) => string;
}

function tallyOf({ evidence }: Row, path: string): Tally | null {
  const [n, allowance, distance] = ['n', 'noise_allowance', 'off_grid'].map((key) =>
    numberIn(evidence, key),
  ) as [number, number, number];
  const votes = numbersIn(evidence, 'votes');
  const most = Math.max(...votes);
  const at = (key: string) => step(step(path, 'evidence'), key);
  const candidate = evidence['candidate'] as number | null;
  return most > n ? null : { n, votes, most, candidate, allowance, distance, at };
}

/**
 * Bounds that are the best of all looks. What earlier looks gave is not in the evidence: the last one gives a bound from one side,
 * and the luckiest order of the same votes one from the other. Between them only the draws themselves decide, which replay makes.
 */
function checkBest(
  value: number,
  [least, most]: readonly [number, number],
  path: string,
  report: Report,
): void {
  if (value < least * (1 - TOLERANCE.under) - TOLERANCE.absolute)
    report(path, 'understated', `${value} is stated, and the last look gives ${least}`);
  if (value > most * (1 + TOLERANCE.over) + TOLERANCE.absolute)
    report(path, 'overstated', `${value} is stated, and no order of these votes gives more than ${most}`);
}

/** Follows the radius: two bounds at the whole of α, the best of all looks each. */
export const checkRunning: VotingCheck = (row, voting, law, path, report) => {
  const tally = tallyOf(row, path);
  if (!tally) return;
  const { n, most, candidate, allowance, distance, at } = tally;
  const { alpha } = voting;
  const [low, high] = numbersIn(row.evidence, 'bounds') as [number, number];
  const half = (p: number) => Math.max(0.5, p);
  const luckiest: [number, number] = [
    half(sequenceLower(most, n, alpha).p),
    half(sequenceLower(most, most, alpha).p),
  ];
  checkBest(low, luckiest, at('bounds/0'), report);
  const rest = n - most;
  const least = rest === 0 ? 1 : half(sequenceUpper(0, rest, alpha).p);
  checkBest(high, [least, half(sequenceUpper(most, n, alpha).p)], at('bounds/1'), report);
  if ((candidate === null) !== (low === 0.5))
    report(at('candidate'), 'inconsistent', 'a class leads just where its lower bound is above one half');
  const lower = lowered(stated(low), allowance);
  const upper = raised(stated(high), allowance);
  expectLowerChance(numberIn(row.evidence, 'p_lower'), lower, at('p_lower'), report);
  expectFromAbove(numberIn(row.evidence, 'p_upper'), upper.p, at('p_upper'), report);
  const radius = candidate === null || lower.p <= 0.5 ? null : around(law, alone(law, lower), distance);
  checkClass(row, candidate, path, report);
  checkRadius(row, radius, law, path, report);
  checkUpper(
    row,
    law.whole && upper.p <= 0.5 ? 0 : around(law, alone(law, upper), distance),
    law,
    at,
    report,
  );
  checkWidth(row, voting, tally, report);
};

function checkUpper(row: Row, own: number, law: Law, at: Tally['at'], report: Report): void {
  const most = row.evidence['radius_upper'] as number | null;
  if (most === null) {
    if (Number.isFinite(own) && own < 1e6 * law.scale)
      report(at('radius_upper'), 'inconsistent', `${own} follows`);
  } else expectFromAbove(most, Math.max(0, own), at('radius_upper'), report, law.scale * law.factor * 1e3);
}

/** A run that ended before its cap has reached its width. */
function checkWidth(row: Row, { target, max_n: cap }: Voting, { n, at }: Tally, report: Report): void {
  if (target?.width === undefined || n === lastLook(cap!)) return;
  const most = row.evidence['radius_upper'] as number | null;
  if (most === null || most - (row.radius ?? 0) > 2 * target.width * (1 + TOLERANCE.under))
    report(
      at('n'),
      'inconsistent',
      `it ended after ${n} draws, and the radius is not known to ± ${target.width}`,
    );
}

/** Follows the lead: a lower bound of one class and an upper one of all others, at their shares of α. */
export const checkLead: VotingCheck = (row, voting, law, path, report) => {
  const tally = tallyOf(row, path);
  if (!tally) return;
  const { n, votes, candidate, allowance, distance, at } = tally;
  const share = shares(voting);
  const [low, high] = numbersIn(row.evidence, 'bounds') as [number, number];
  const lower = lowered(stated(low), allowance);
  const rival = raised(stated(high), allowance);
  expectLowerChance(numberIn(row.evidence, 'p_lower'), lower, at('p_lower'), report);
  expectFromAbove(numberIn(row.evidence, 'rival_upper'), rival.p, at('rival_upper'), report);
  checkClass(row, candidate, path, report);
  if (candidate === null) {
    if (low !== 0 || high !== 1)
      report(at('bounds'), 'inconsistent', 'nothing is known of others where no class leads');
  } else {
    const count = votes[candidate]!;
    checkBest(low, [0, sequenceLower(count, count, share.lower).p], at('bounds/0'), report);
    const others = Math.max(0, ...votes.filter((_, label) => label !== candidate));
    const unlucky = n - others === 0 ? 1 : sequenceUpper(0, n - others, share.rival).p;
    checkBest(high, [Math.min(1 - low, unlucky), 1], at('bounds/1'), report);
  }
  checkDuel(row, { lower, rival }, distance, law, path, report);
};

/** Decides at a radius: everything follows from the votes at the end. */
export const checkDecision: VotingCheck = (row, voting, law, path, report) => {
  const tally = tallyOf(row, path);
  if (!tally) return;
  const { n, votes, most, allowance, distance, at } = tally;
  const leader = most === 0 ? null : votes.indexOf(most);
  if (tally.candidate !== leader) report(at('candidate'), 'inconsistent', `${leader} has most votes`);
  const lower = lowered(sequenceLower(most, n, voting.alpha), allowance);
  expectLowerChance(numberIn(row.evidence, 'p_lower'), lower, at('p_lower'), report);
  const base: Chance = law.whole ? stated(numberIn(row.evidence, 'p_lower')) : lower;
  const low = base.p <= 0.5 ? 0 : Math.max(0, around(law, alone(law, base), distance));
  expectFromBelow(
    numberIn(row.evidence, 'radius_lower'),
    low,
    at('radius_lower'),
    report,
    law.scale * law.factor,
  );
  const target = voting.target!.radius!;
  const asked = law.threshold(law.whole ? target : target / law.factor + distance);
  const decision = row.evidence['decision'];
  checkEvidence(row, { asked, most, n, allowance }, voting.alpha, at, report);
  checkClass(row, leader, path, report);
  checkRadius(row, decision === 'above' ? Math.max(target, low) : null, law, path, report);
  if (decision === null && n < lastLook(voting.max_n!))
    report(at('n'), 'inconsistent', `it ended after ${n} draws, and nothing is decided`);
};

/** The e-value of the leader at the probability that the radius asks for, and what it decides. */
function checkEvidence(
  row: Row,
  { asked, most, n, allowance }: { asked: number; most: number; n: number; allowance: number },
  alpha: number,
  at: Tally['at'],
  report: Report,
): void {
  const above = most > n * Math.min(1, asked + allowance);
  const at0 = above ? asked + allowance : Math.max(0, asked - allowance);
  const own = at0 > 0 && at0 < 1 ? logEvidence(most, n, chance(at0)) : null;
  const said = row.evidence['e_value'] as number | null;
  const decided = row.evidence['decision'] as string | null;
  if (own === null || said === null) return;
  const room = 1e-6 + 1e-9 * Math.abs(own);
  if (said > 0 && said < Number.MAX_VALUE && Math.abs(Math.log(said) - own) > room)
    report(at('e_value'), 'inconsistent', `${said} is stated, and e^${own} follows`);
  const reaches = own >= -Math.log(alpha) - room;
  const doubtful = Math.abs(own + Math.log(alpha)) <= room;
  const side = reaches ? (above ? 'above' : 'below') : null;
  if (!doubtful && decided !== side)
    report(
      at('decision'),
      'verdict_wrong',
      `${decided ?? 'nothing'} is stated, and ${side ?? 'nothing'} follows from the votes`,
    );
}
