import { certifierOf } from '../certify/certifiers/index.ts';
import type { MethodSettled } from '../certify/certifiers/index.ts';
import { WORDINGS } from '../certify/certificate/claims/index.ts';
import type { Wording } from '../certify/certificate/facts.ts';
import { endsEarly, report, type GateAnswer, type GateReport } from '../certify/gate/answer.ts';
import { GATE_REQUEST, type Gate, type GateRequest } from '../certify/gate/gate.ts';
import { settleGates } from '../certify/gate/settle.ts';
import { emptyTally } from '../certify/gate/tally.ts';
import type { Norm } from '../certify/outcome.ts';
import type { Fault } from './errors.ts';
import { stoppedEarly, type Job } from './job.ts';

/** A gate as clients see it. */
export interface GateCondition extends Pick<
  Gate,
  'metric' | 'radius' | 'min' | 'max' | 'of' | 'delta' | 'confidence' | 'stop' | 'needs'
> {
  readonly false_certificates_at_most: number;
}

/** With how it stands. */
export interface GateStanding
  extends GateCondition, Pick<GateAnswer, 'answer' | 'settled' | 'value' | 'bound' | 'possible' | 'text'> {}

/** All gates of a job together. */
export interface GateStandings extends Pick<GateReport, 'answer' | 'settled'> {
  /** Whether the job has ended before its last sample, because nothing that was left could change an answer. */
  readonly stopped_early: boolean;
  readonly samples: { readonly planned: number; readonly examined: number; readonly not_examined: number };
  readonly gates: readonly GateStanding[];
}

/** How the gates of a job stand, by the rows that stand; null for a job without any. */
export function gateStandings(job: Job): GateStandings | null {
  const { gate, tally } = job;
  if (!gate) return null;
  const { answer, settled, planned, examined, gates } = report(gate, tally ?? emptyTally(gate));
  return {
    answer,
    settled,
    stopped_early: stoppedEarly(job),
    samples: { planned, examined, not_examined: planned - examined },
    gates: gates.map(standingOf),
  };
}

export const conditionOf = ({ allowance, ...gate }: Gate): GateCondition => ({
  metric: gate.metric,
  radius: gate.radius,
  min: gate.min,
  max: gate.max,
  of: gate.of,
  delta: gate.delta,
  confidence: gate.confidence,
  stop: gate.stop,
  needs: gate.needs && { ...gate.needs },
  false_certificates_at_most: allowance,
});

const standingOf = ({ gate, answer, settled, value, bound, possible, text }: GateAnswer): GateStanding => ({
  ...conditionOf(gate),
  ...{ answer, settled, value, bound, possible, text },
});

/** Whether a job that has samples left has nothing more to find out for its gates, and all of them let it end. */
export const isDecided = ({ gate, tally, done, total }: Job): boolean =>
  gate !== undefined && tally !== undefined && done < total && endsEarly(gate, tally);

/** What a job's gates are judged against, but for its method. */
export interface GatedPlan {
  readonly planned: number;
  /** Shape of one sample, as the model takes it. */
  readonly shape: readonly number[];
  readonly labelled: boolean;
}

/** The gates of a job with everything that their answers depend on, or every fault. */
export function gatesOf(
  requests: readonly GateRequest[],
  method: MethodSettled,
  { planned, shape, labelled }: GatedPlan,
): { readonly gates: readonly Gate[] } | { readonly faults: readonly Fault[] } {
  const settled = settleGates(requests, {
    guarantee: certifierOf(method).guarantee(method),
    norm: normOf(method),
    largestRadius: largestRadius(method, shape),
    planned,
    labelled,
  });
  if ('settled' in settled) return { gates: settled.settled };
  const { obstacles } = settled;
  return { faults: obstacles.map(({ pointer, ...rest }) => ({ ...rest, pointer: `/gate${pointer}` })) };
}

/** The same conditions on a job with another method: its α and its largest radius may be others. */
export const requestOf = ({ metric, radius, min, max, of, delta, stop }: Gate): GateRequest =>
  GATE_REQUEST.parse({
    metric,
    stop,
    ...(radius !== null && { radius }),
    ...(min !== null && { min }),
    ...(max !== null && { max }),
    ...(delta !== null && { delta }),
    ...(of === 'population' && { of }),
  });

function normOf(method: MethodSettled): Norm | null {
  const wording = WORDINGS[method.name] as Wording<MethodSettled>;
  return wording.specification(method).norm;
}

/** As the method's plan tells it, or as the largest size that it is asked about. */
function largestRadius(method: MethodSettled, shape: readonly number[]): number | null {
  const certifier = certifierOf(method);
  const planned = certifier.plan?.(method, shape).largest_radius ?? null;
  const asked = certifier.radii?.(method) ?? [];
  return planned ?? (asked.length > 0 ? Math.max(...asked) : null);
}
