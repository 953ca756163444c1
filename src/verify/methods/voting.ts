import type { Row } from '../certificate.ts';
import type { Report } from '../finding.ts';
import { step } from '../finding.ts';
import type { JsonObject } from '../json.ts';
import { lastLook } from '../numbers/mixture.ts';
import { fields, listOf, oneOf, orNull, real, text, whole, type Shape } from '../shape.ts';
import { expectFromAbove, expectSame } from '../tolerance.ts';
import { checkDecision, checkLead, checkRunning } from './anytime.ts';
import { checkFixed, checkPrediction } from './fixed.ts';
import type { Law } from './law.ts';
import { numberIn, numbersIn, present, type Reading } from './rules.ts';
import type { Voting, VotingCheck } from './votes.ts';

export const VOTING_NEEDED = { task: oneOf('certify', 'predict'), alpha: real(1e-100, 0.5) };
export const VOTING_OPTIONAL = {
  n0: whole(0, 1_000_000),
  n: whole(1, 100_000_000),
  max_n: whole(1, 100_000_000),
  target: fields({}, { radius: real(0), width: real(0) }),
  alpha_rival: real(0, 0.5),
  seed: text('64 hexadecimal digits', /^[0-9a-f]{64}$/),
};

type Kind = 'fixed' | 'prediction' | 'running' | 'lead' | 'decision';

function kindOf({ task, max_n: cap, target, alpha_rival: rival }: Voting): Kind {
  if (task === 'predict') return 'prediction';
  if (cap === undefined) return 'fixed';
  if (rival !== undefined) return 'lead';
  return target?.radius === undefined ? 'running' : 'decision';
}

/** The confidence of a statement about one sample. */
const confidenceOf = (alpha: number): number => Math.min(1 - alpha, 1 - 2 ** -53);

/** What every method that draws has in common. `law`: of one sample's probabilities. */
export function readVoting(
  method: JsonObject,
  law: Law,
  classes: number,
  specification: Reading['specification'],
): Reading {
  const voting = method as unknown as Voting;
  const kind = kindOf(voting);
  const { p } = specification;
  return {
    guarantee: present({
      kind: 'probabilistic',
      confidence: confidenceOf(voting.alpha),
      per: 'sample',
      arithmetic: 'float32',
      p,
    }),
    specification: voting.task === 'predict' ? { ...specification, norm: null } : specification,
    evidence: evidenceOf(kind, classes, voting),
    check(row, path, report) {
      const at = step(path, 'evidence');
      checkCounts(row, voting, kind, at, report);
      const allowance = step(at, 'noise_allowance');
      expectFromAbove(
        numberIn(row.evidence, 'noise_allowance'),
        law.allowance,
        allowance,
        report,
        law.allowance,
      );
      if (law.whole) expectSame(row.evidence['off_grid'], 0, step(at, 'off_grid'), report);
      CHECKS[kind](row, voting, law, path, report);
    },
  };
}

const CHECKS: Readonly<Record<Kind, VotingCheck>> = {
  fixed: checkFixed,
  prediction: checkPrediction,
  running: checkRunning,
  lead: checkLead,
  decision: checkDecision,
};

function evidenceOf(kind: Kind, classes: number, voting: Voting): Shape {
  const label = orNull(whole(0, classes - 1));
  const chance = real(0, 1);
  const common = {
    candidate: label,
    count: whole(),
    n: whole(1),
    noise_allowance: chance,
    off_grid: real(0),
  };
  const votes = listOf(whole(), classes, classes);
  const bounds = listOf(chance, 2, 2);
  switch (kind) {
    case 'fixed': {
      const rivals = { rival_count: whole(), rival_upper: chance, radius_one_sided: real(0) };
      return fields(
        { ...common, n0_count: whole(), p_lower: chance },
        voting.alpha_rival === undefined ? {} : rivals,
      );
    }
    case 'prediction':
      return fields({
        ...common,
        runner_up: label,
        runner_up_count: whole(),
        uncounted: whole(),
        p_value: chance,
      });
    case 'running':
      return fields({
        ...common,
        votes,
        bounds,
        p_lower: chance,
        p_upper: chance,
        radius_upper: orNull(real(0)),
      });
    case 'lead':
      return fields({
        ...common,
        votes,
        bounds,
        p_lower: chance,
        rival_upper: chance,
        radius_one_sided: real(0),
      });
    case 'decision':
      return fields({
        ...common,
        votes,
        p_lower: chance,
        radius_lower: real(0),
        decision: orNull(oneOf('above', 'below')),
        e_value: orNull(real(0)),
      });
  }
}

/** Counts that are counts: of as many draws as the method makes, and of the class that they are said to be of. */
function checkCounts({ evidence }: Row, voting: Voting, kind: Kind, path: string, report: Report): void {
  const n = numberIn(evidence, 'n');
  const count = numberIn(evidence, 'count');
  const candidate = evidence['candidate'] as number | null;
  const at = (key: string) => step(path, key);
  if (count > n) report(at('count'), 'count_impossible', `${count} votes of ${n} draws`);
  if (candidate === null && count !== 0) report(at('count'), 'count_impossible', 'votes for no class');
  if (kind === 'fixed' || kind === 'prediction') {
    expectSame(n, voting.n, at('n'), report);
    if (kind === 'prediction') expectSame(voting.n0, 0, '/method/n0', report);
    return;
  }
  const cap = lastLook(voting.max_n!);
  if (n > cap || lastLook(n) !== n)
    report(at('n'), 'count_impossible', `votes are not looked at after ${n} draws of up to ${voting.max_n}`);
  else if (n < cap && voting.target === undefined)
    report(at('n'), 'inconsistent', `${n} draws were made, and only a target ends before ${cap}`);
  const votes = numbersIn(evidence, 'votes');
  const total = votes.reduce((sum, one) => sum + one, 0);
  if (total > n) report(at('votes'), 'count_impossible', `${total} votes of ${n} draws`);
  if (candidate !== null) expectSame(count, votes[candidate], at('count'), report);
}
