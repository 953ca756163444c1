import { step } from '../finding.ts';
import type { Chance } from '../numbers/beta.ts';
import { evenOdds, lowerBound, upperBound } from '../numbers/binomial.ts';
import { expectFromAbove, expectFromBelow, expectLowerChance, expectSame } from '../tolerance.ts';
import { checkClass, checkRadius } from './conclusion.ts';
import { alone, type Law } from './law.ts';
import { numberIn } from './rules.ts';
import { shares, type VotingCheck } from './votes.ts';

/** A bound of a probability after what the draws are off by; outward, as far as there is room. */
export const lowered = ({ p, q }: Chance, by: number): Chance =>
  p > by ? { p: p - by, q: q + by } : { p: 0, q: 1 };
export const raised = ({ p, q }: Chance, by: number): Chance =>
  q > by ? { p: p + by, q: q - by } : { p: 1, q: 0 };

/** A probability as it is stated. */
export const stated = (p: number): Chance => ({ p, q: 1 - p });

/** What a radius around a point of the grid leaves around the sample. */
export const around = (law: Law, radius: number, distance: number): number =>
  law.whole ? radius : (radius - distance) * law.factor;

/** The smaller of what others may have together and what one of them may have. */
export const atMost = (one: Chance, { p, q }: Chance): Chance => (one.p < q ? one : { p: q, q: p });

/** CERTIFY: a lower bound from fresh votes for a class that other votes chose; perhaps an upper one of all others. */
export const checkFixed: VotingCheck = (row, voting, law, path, report) => {
  const { evidence } = row;
  const at = (key: string) => step(step(path, 'evidence'), key);
  const candidate = evidence['candidate'] as number | null;
  const [count, n, allowance, distance] = ['count', 'n', 'noise_allowance', 'off_grid'].map((key) =>
    numberIn(evidence, key),
  ) as [number, number, number, number];
  if (numberIn(evidence, 'n0_count') > voting.n0!)
    report(at('n0_count'), 'count_impossible', `more votes than the ${voting.n0} draws of the selection`);
  checkClass(row, candidate, path, report);
  if (count > n) return;
  const isDuel = voting.alpha_rival !== undefined && candidate !== null;
  const bound = lowerBound(count, n, isDuel ? shares(voting).lower : voting.alpha);
  const lower = lowered(bound, allowance);
  const said = stated(numberIn(evidence, 'p_lower'));
  expectLowerChance(said.p, lower, at('p_lower'), report);
  for (const key of ['rival_count', 'rival_upper', 'radius_one_sided'])
    if (isDuel !== Object.hasOwn(evidence, key))
      report(
        at(key),
        isDuel ? 'field_missing' : 'field_unknown',
        'bounds of others go with a class, and with alpha_rival',
      );
  if (!isDuel) {
    const base = law.whole ? said : lower;
    const radius = candidate === null || base.p <= 0.5 ? null : around(law, alone(law, base), distance);
    checkRadius(row, radius, law, path, report);
    return;
  }
  if (!Object.hasOwn(evidence, 'radius_one_sided')) return;
  const rivalCount = numberIn(evidence, 'rival_count');
  if (rivalCount + count > n) {
    report(at('rival_count'), 'count_impossible', `${count} and ${rivalCount} votes of ${n} draws`);
    return;
  }
  const rival = raised(atMost(upperBound(rivalCount, n, shares(voting).rival), bound), allowance);
  expectFromAbove(numberIn(evidence, 'rival_upper'), rival.p, at('rival_upper'), report);
  const base = law.whole
    ? { lower: said, rival: stated(numberIn(evidence, 'rival_upper')) }
    : { lower, rival };
  checkDuel(row, base, distance, law, path, report);
};

/** The radius of a class with a lower bound, among others with an upper one. */
export function checkDuel(
  row: Parameters<VotingCheck>[0],
  { lower, rival }: { readonly lower: Chance; readonly rival: Chance },
  distance: number,
  law: Law,
  path: string,
  report: Parameters<VotingCheck>[4],
): void {
  const own = lower.p > 0.5 ? Math.max(0, around(law, alone(law, lower), distance)) : 0;
  const oneSided = step(step(path, 'evidence'), 'radius_one_sided');
  expectFromBelow(numberIn(row.evidence, 'radius_one_sided'), own, oneSided, report, law.scale * law.factor);
  const leads = lower.p > rival.p;
  const among = leads ? around(law, law.radius(lower, rival), distance) : null;
  checkRadius(row, among === null ? null : Math.max(among, own), law, path, report);
}

/** PREDICT: the class with most votes, unless the next could as well be the likelier. */
export const checkPrediction: VotingCheck = (row, voting, _, path, report) => {
  const { evidence } = row;
  const at = (key: string) => step(step(path, 'evidence'), key);
  const [count, n, next, uncounted, allowance, p] = [
    'count',
    'n',
    'runner_up_count',
    'uncounted',
    'noise_allowance',
    'p_value',
  ].map((key) => numberIn(evidence, key)) as [number, number, number, number, number, number];
  const candidate = evidence['candidate'] as number | null;
  checkClass(row, candidate, path, report);
  if (next > count || count + next + uncounted > n) {
    report(
      at('runner_up_count'),
      'count_impossible',
      `${count}, ${next} and ${uncounted} uncounted of ${n} draws`,
    );
    return;
  }
  const own = Math.min(1, evenOdds(count, next) + n * allowance);
  expectFromAbove(p, own, at('p_value'), report, 1e-290);
  const verdict = candidate !== null && p <= voting.alpha ? 'predicted' : 'abstained';
  expectSame(row.verdict, verdict, step(path, 'verdict'), report, 'verdict_wrong');
};
