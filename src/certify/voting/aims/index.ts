import type { Claim } from '../claim.ts';
import type { AnytimeVoting } from '../voting.ts';
import type { Aim } from './aim.ts';
import { decisionAim } from './decision.ts';
import { runningLeadAim } from './running-lead.ts';
import { runningRadiusAim } from './running-radius.ts';

/** What the method wants to know of a sample. */
export function aimOf(method: AnytimeVoting, claim: Claim): Aim {
  const { target, alpha_rival: rival } = method;
  if (rival !== undefined) return runningLeadAim(method, claim);
  if (target?.radius !== undefined) return decisionAim(method, target.radius, claim);
  return runningRadiusAim(method, target?.width ?? null, claim);
}
