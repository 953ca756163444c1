import type { Circumstances } from '../circumstances.ts';
import type { AnytimeMethod } from '../request.ts';
import type { Aim } from './aim.ts';
import { decisionAim } from './decision.ts';
import { runningLeadAim } from './running-lead.ts';
import { runningRadiusAim } from './running-radius.ts';

/** What the method wants to know of a sample. */
export function aimOf(method: AnytimeMethod, circumstances: Circumstances): Aim {
  const { target, alpha_rival: rival } = method;
  if (rival !== undefined) return runningLeadAim(method, circumstances);
  if (target?.radius !== undefined) return decisionAim(method, target.radius, circumstances);
  return runningRadiusAim(method, target?.width ?? null, circumstances);
}
