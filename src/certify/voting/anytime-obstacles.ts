import type { Obstacle } from '../certifier.ts';
import { largestLower, leastUnanimous } from '../statistics/anytime-plan.ts';
import { isNarrow } from '../statistics/anytime-radius.ts';
import { lastLook, nextLook } from '../statistics/anytime-schedule.ts';
import { confidenceLower, confidenceUpper } from '../statistics/confidence-sequence.ts';
import { leastCount } from '../statistics/least-count.ts';
import { intervalOf, type Claim } from './claim.ts';
import { lowerShare } from './shares.ts';
import { streamObstacles, type Drawing } from './stream.ts';
import type { AnytimeVoting } from './voting.ts';

/**
 * Why no draws up to the cap can do, whatever they say. `claim`: of a sample on the grid; null where none can be made, and
 * nothing is said of a target.
 */
export function anytimeObstacles(
  method: AnytimeVoting,
  { blocks, allowance }: Drawing,
  claim: Claim | null,
): Obstacle[] {
  const { max_n: cap, target } = method;
  return [
    ...streamObstacles('max_n', cap, blocks),
    ...(target?.radius === undefined ? capObstacles(method, allowance) : []),
    ...(claim === null || target?.radius === undefined ? [] : radiusObstacles(method, target.radius, claim)),
    ...(claim === null || target?.width === undefined ? [] : widthObstacles(method, target.width, claim)),
  ];
}

function capObstacles(method: AnytimeVoting, allowance: number): Obstacle[] {
  const { max_n: cap, alpha } = method;
  const share = lowerShare(method);
  const last = lastLook(cap);
  const proves = (n: number): boolean => confidenceLower(n, n, share) - allowance > 0.5;
  if (proves(last)) return [];
  const least = leastCount(10_000, proves);
  const message = `max_n = ${cap} draws can never certify at alpha = ${alpha}, even unanimous ones; the least max_n that could is ${lookFrom(least ?? 10_000)}`;
  return [{ code: 'max_n_too_small', message, pointer: '/max_n' }];
}

function radiusObstacles({ max_n: cap, alpha }: AnytimeVoting, radius: number, claim: Claim): Obstacle[] {
  const last = lastLook(cap);
  const least = leastUnanimous(claim.threshold(radius).high, alpha);
  if (least !== null && least <= last) return [];
  const largest = claim.alone(largestLower(last, alpha)) ?? 0;
  const more = least === null ? 'no max_n could' : `the least max_n that could is ${lookFrom(least)}`;
  const message =
    `the radius ${radius} is beyond what max_n = ${cap} draws can certify at alpha = ${alpha}: ` +
    `unanimous ones prove ${sixDigits(largest, Math.floor)}; ${more}`;
  return [{ code: 'target_unreachable', message, pointer: '/target/radius' }];
}

/** Counts at which it is tried how well a radius is known, besides the least. */
const TRIED = 32;

/**
 * Where a radius is known best depends on the noise: with Gaussian and Laplace noise where it is least, for the fewest votes that
 * certify at the cap, with uniform noise where votes are unanimous. So counts are tried from the one to the other. (Earlier
 * looks may have narrowed it further by luck; nobody should wait for that.)
 */
function widthObstacles({ max_n: cap, alpha }: AnytimeVoting, width: number, claim: Claim): Obstacle[] {
  const n = lastLook(cap);
  const { allowance } = claim.circumstances;
  const least = leastCount(n, (k) => confidenceLower(k, n, alpha) - allowance > 0.5);
  if (least === null) return [];
  const intervals = Array.from({ length: TRIED + 1 }, (_, i) => {
    const k = Math.round(least + ((n - least) * i) / TRIED);
    return intervalOf(claim, { lower: confidenceLower(k, n, alpha), upper: confidenceUpper(k, n, alpha) });
  });
  if (intervals.some((interval) => isNarrow(interval, width))) return tooWide(n, alpha, width, claim);
  const narrowest = Math.min(...intervals.map(({ low, high }) => (high - low) / 2));
  const message = Number.isFinite(narrowest)
    ? `no certified radius is known to ± ${width} after max_n = ${cap} draws at alpha = ${alpha}; the narrowest to be expected is ± ${sixDigits(narrowest, Math.ceil)}`
    : `no certified radius is bounded from above after max_n = ${cap} draws at alpha = ${alpha}`;
  return [{ code: 'target_unreachable', message, pointer: '/target/width' }];
}

/** A width that holds all radii that the cap can prove tells nothing: sampling would stop before the class is known. */
function tooWide(n: number, alpha: number, width: number, claim: Claim): Obstacle[] {
  const largest = claim.alone(largestLower(n, alpha)) ?? 0;
  if (width <= largest / 2) return [];
  const message = `± ${width} holds every radius that up to ${n} draws can prove at alpha = ${alpha}, from 0 to ${sixDigits(largest, Math.floor)}, so nothing would be found out: state a width of at most ${sixDigits(largest / 2, Math.floor)}`;
  return [{ code: 'width_too_large', message, pointer: '/target/width' }];
}

/** The first look at n or after. */
const lookFrom = (n: number): number => nextLook(n - 1);

/** To a side on which the number would not be refused again. */
function sixDigits(x: number, round: (x: number) => number): number {
  if (!(x > 0)) return x;
  const scale = 10 ** (5 - Math.floor(Math.log10(x)));
  return round(x * scale) / scale;
}
