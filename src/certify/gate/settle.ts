import type { Guarantee, Obstacle } from '../certifier.ts';
import { DatasetEvidence } from '../dataset-statement.ts';
import type { Norm } from '../outcome.ts';
import { leastCount } from '../statistics/least-count.ts';
import { boundOf } from './answer.ts';
import type { Gate, GateRequest } from './gate.ts';
import { leastSamples } from './least-samples.ts';
import { meanDown, unitsUp } from './units.ts';

/** What conditions are judged against: a job as it is planned. */
export interface GateProblem {
  readonly guarantee: Guarantee;
  /** Null where the method claims no radius. */
  readonly norm: Norm | null;
  /** That a sample can get; null where it is not known, or no radius is claimed. */
  readonly largestRadius: number | null;
  readonly planned: number;
  readonly labelled: boolean;
}

/** The conditions with all that their answers depend on; or everything that is wrong with them, by place in the list. */
export function settleGates(
  requests: readonly GateRequest[],
  problem: GateProblem,
): { settled: readonly Gate[] } | { obstacles: readonly Obstacle[] } {
  const gates: Gate[] = [];
  const obstacles = requests.flatMap((request, place) => {
    const found = repeats(requests, place) ?? unfit(request, problem);
    if (found) return [at(place, found)];
    const gate = settled(request, problem);
    gates.push(gate);
    const hopeless = unprovable(gate);
    return hopeless ? [at(place, hopeless)] : [];
  });
  return obstacles.length > 0 ? { obstacles } : { settled: gates };
}

type Found = Obstacle | null;

const at = (place: number, { pointer = '', ...rest }: Obstacle): Obstacle => ({
  ...rest,
  pointer: `/${place}${pointer}`,
});

/** The same is not asked twice: of two thresholds the harder one says it all. */
function repeats(requests: readonly GateRequest[], place: number): Found {
  const asks = (request: GateRequest) =>
    JSON.stringify([
      request.metric,
      'radius' in request ? request.radius : null,
      'of' in request ? request.of : null,
    ]);
  const first = requests.findIndex((request) => asks(request) === asks(requests[place]!));
  if (first === place) return null;
  return { code: 'gate_repeated', message: `this asks the same as gate ${first}; state one threshold` };
}

/** What keeps the metric from being told of the job at all. */
function unfit(request: GateRequest, { norm, largestRadius, labelled }: GateProblem): Found {
  const { metric } = request;
  if (metric !== 'abstention_rate' && !labelled) {
    const message = `${metric} is about labels, and the data have none`;
    return { code: 'labels_missing', message, pointer: '/metric' };
  }
  const speaksOfRadii = metric === 'certified_accuracy' || metric === 'average_certified_radius';
  if (speaksOfRadii && norm === null) {
    const message = `${metric} is about radii, and the method states none`;
    return { code: 'radius_not_stated', message, pointer: '/metric' };
  }
  if (metric !== 'certified_accuracy') return null;
  const { radius } = request;
  if ((norm === 'l0' || norm === 'patch') && !Number.isInteger(radius)) {
    const message = `radii of the method are in ${norm} and count whole pixels: ${radius} is none`;
    return { code: 'radius_not_whole', message, pointer: '/radius' };
  }
  if (largestRadius === null || radius <= largestRadius) return null;
  const message = `no sample can be certified at ${radius}: the largest radius that the method can state is ${largestRadius}`;
  return { code: 'radius_out_of_reach', message, pointer: '/radius' };
}

/** Room for what rounding makes of the largest radius. */
const ROUNDING = 1 + 1e-6;

function settled(request: GateRequest, problem: GateProblem): Gate {
  const { metric, stop } = request;
  const { guarantee, planned, largestRadius } = problem;
  const gate: Gate = {
    metric,
    radius: 'radius' in request ? request.radius : null,
    min: 'min' in request ? request.min : null,
    max: 'max' in request ? request.max : null,
    of: 'of' in request ? request.of : 'samples',
    stop,
    guarantee,
    planned,
    ...confidenceOf(request, problem),
    needs: null,
    largest_radius: null,
  };
  if (metric !== 'average_certified_radius') return { ...gate, needs: needsOf(gate) };
  return { ...gate, largest_radius: largestRadius === null ? null : largestRadius * ROUNDING };
}

function confidenceOf(
  request: GateRequest,
  { guarantee, planned }: GateProblem,
): Pick<Gate, 'delta' | 'confidence' | 'allowance'> {
  if (!('delta' in request)) return { delta: null, confidence: null, allowance: 0 };
  const { delta } = request;
  const { statement, population } = new DatasetEvidence(guarantee, planned, delta).statements(planned, null);
  const isPopulation = 'of' in request && request.of === 'population';
  const { confidence } = isPopulation ? population : statement;
  return { delta, confidence, allowance: statement.false_certificates_at_most };
}

/** Shares are compared as the doubles nearest to them: 3 of 5 are 0.6. */
function needsOf(gate: Gate): NonNullable<Gate['needs']> {
  const { planned, min, max, allowance, of } = gate;
  if (max !== null) {
    const most = leastCount(planned, (bad) => bad / planned > max)! - 1;
    return { counted: planned - most, proved: planned - most };
  }
  const counted = leastCount(planned, (good) => good / planned >= min!)!;
  if (of === 'samples') return { counted, proved: counted + allowance };
  return { counted, proved: leastCount(planned, (good) => boundOf(gate, good) >= min!) ?? planned + 1 };
}

/** Radii of the largest certificates that are kept with a job. */
const MOST_KEPT = 4096;

/** A minimum that not even the best rows could prove. */
function unprovable(gate: Gate): Found {
  const { metric, planned, allowance, needs, min, largest_radius } = gate;
  if (min === null) return null;
  if (metric === 'average_certified_radius') {
    if (allowance > MOST_KEPT) {
      const message = `${allowance} of ${planned} certificates may be false, and a mean without the ${MOST_KEPT} largest is the most that is kept: a smaller alpha of the method is needed`;
      return { code: 'gate_too_large', message, pointer: '' };
    }
    if (largest_radius === null) return null;
    const best = meanDown(unitsUp(largest_radius) * BigInt(planned - allowance), planned);
    return best >= min ? null : hopeless(gate, best);
  }
  return needs!.proved <= planned ? null : hopeless(gate, boundOf(gate, planned));
}

function hopeless(gate: Gate, best: number): Obstacle {
  const { planned, min, confidence, of } = gate;
  const enough = gate.metric === 'average_certified_radius' ? null : leastSamples(gate);
  const certainty = confidence === null ? '' : ` with confidence ${confidence}`;
  const whom = of === 'population' ? ' of a population' : '';
  const message =
    `${min} can never be proved${whom}${certainty} by ${planned} samples, even if all are right and certified: the largest minimum is ${best}` +
    (enough === null
      ? '; a smaller alpha of the method allows for more'
      : `, and ${min} needs at least ${enough} samples`);
  return { code: 'gate_unprovable', message, pointer: '/min' };
}
