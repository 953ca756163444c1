import type { Norm } from '../../outcome.ts';
import { enclosedThreshold } from '../../statistics/enclosed-threshold.ts';
import { leadOf } from '../../statistics/radii/lead.ts';
import { lpRadius, lpRadiusUp } from '../../statistics/radii/lp.ts';
import { addDown, addUp, nextDown, nextUp } from '../../statistics/rounding.ts';
import type { Claim, ClaimOf } from '../../voting/claim.ts';
import type { Circumstances } from '../../voting/circumstances.ts';
import { lowered, raised } from '../../voting/statement.ts';
import { noiseOf, type SmoothingSettled } from './request.ts';

/** What probabilities under the method's noise prove, in the method's norm. */
export function smoothingClaim(method: SmoothingSettled): ClaimOf {
  const inOwn = (circumstances: Circumstances) => noiseClaim(method, circumstances);
  const { norm, p = Infinity, dimensions } = method;
  if (norm !== 'linf' && norm !== 'lp') return inOwn;
  if (dimensions === undefined) throw new RangeError(`${norm} without the dimensions of a sample`);
  return (circumstances) => claimInLp(inOwn(circumstances), { norm, p, dimensions });
}

/**
 * Radii in the norm of the noise. Around the sample: the noise's own radius holds at the point of the grid, which is at most
 * `distance` away.
 */
function noiseClaim(method: SmoothingSettled, circumstances: Circumstances): Claim {
  const { law, scale } = noiseOf(method);
  const { step } = method.grid;
  const { distance } = circumstances;
  const around = (radius: number): number | null => {
    const left = radius > 0 ? addDown(radius, -distance) : 0;
    return left > 0 ? left : null;
  };
  const alone = (lower: number): number | null => {
    const p = lowered(lower, circumstances);
    return around(law.alone?.(p, scale, step) ?? law.radius(leadOf(p), scale, step));
  };
  const most = (upper: number): number =>
    Math.max(0, addUp(law.most(raised(upper, circumstances), scale, step), -distance));
  return {
    norm: law.norm,
    circumstances,
    alone,
    among({ lower, rival }) {
      const lead = { lower: lowered(lower, circumstances), rival: raised(rival, circumstances) };
      return around(law.radius(lead, scale, step));
    },
    most,
    threshold: (radius) =>
      law.threshold?.(radius, scale, circumstances) ?? enclosedThreshold(radius, { alone, most }),
  };
}

interface Lp {
  readonly norm: Norm;
  readonly p: number;
  readonly dimensions: number;
}

/** The largest Lp ball in an L2 ball around the sample. */
function claimInLp(l2: Claim, { norm, p, dimensions }: Lp): Claim {
  const down = (radius: number): number => lpRadius(radius, p, dimensions);
  const up = (radius: number): number => lpRadiusUp(radius, p, dimensions);
  const converted = (radius: number | null): number | null => {
    const inside = radius === null ? 0 : down(radius);
    return inside > 0 ? inside : null;
  };
  return {
    norm,
    circumstances: l2.circumstances,
    alone: (lower) => converted(l2.alone(lower)),
    among: (lead) => converted(l2.among(lead)),
    most: (upper) => up(l2.most(upper)),
    /** The L2 radii that the radius is converted from: the quotient, moved until its conversion is on the right side. */
    threshold(radius) {
      let [least, greatest] = [radius / up(1), radius / down(1)];
      while (up(least) > radius) least = nextDown(least);
      while (down(greatest) < radius) greatest = nextUp(greatest);
      const high = greatest < Infinity ? l2.threshold(greatest).high : 1;
      return { low: l2.threshold(least).low, high };
    },
  };
}
