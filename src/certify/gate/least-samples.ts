import { DatasetEvidence } from '../dataset-statement.ts';
import { leastCount } from '../statistics/least-count.ts';
import type { Gate } from './gate.ts';

/** More do not fit into an upload. */
const MOST = 1e7;
/** Each allows for one false certificate more than the one before, at least. */
const ROUNDS = 1500;

/**
 * The least number of samples, from those planned on, of which the minimum can be proved if all are right and certified; null
 * where there is none, or none is found.
 *
 * Of a population the bound grows with n. Of these samples it is 1 − q(n)/n, and q grows with n: any number from n on that is
 * enough has an allowance of q(n) or more, and so is at least q(n)/(1 − min); going there passes over none.
 */
export function leastSamples({ guarantee, delta, min, of, planned }: Gate): number | null {
  const evidence = (n: number) => new DatasetEvidence(guarantee, n, delta!);
  if (of === 'population') {
    return leastCount(MOST, (n) => n >= planned && evidence(n).prove(n).population >= min!);
  }
  // of very many samples about α of all are allowed for, and no number is enough
  if (min! > (guarantee.confidence ?? 1)) return null;
  let n = planned;
  for (let round = 0; round < ROUNDS && n <= MOST; round++) {
    const allowed = evidence(n).statements(n, null).statement.false_certificates_at_most;
    if ((n - allowed) / n >= min!) return n;
    n = Math.max(n + 1, Math.floor(allowed / (1 - min!)));
  }
  return null;
}
