import { z } from 'zod';
import type { LogRow } from '../../certify/audit/log.ts';
import type { Faults, RawRow } from './columns.ts';

/** What the results of a job here say beside a radius; other fields have no bearing on it. */
const EVIDENCE = z.object({
  count: z.int().min(0).nullable().default(null),
  n: z.int().min(1).max(1e8).nullable().default(null),
  noise_allowance: z.number().min(0).max(0.5).default(0),
  off_grid: z.number().min(0).default(0),
});

type Evidence = Pick<LogRow, 'count' | 'n' | 'distance' | 'allowance'>;

/** Evidence of votes that were counted once, at a number of draws fixed before, with one bound: what a ladder is about. */
const isOfOneBound = (evidence: object): boolean =>
  'count' in evidence && 'p_lower' in evidence && !('rival_count' in evidence);

const NONE: Evidence = { count: null, n: null, distance: 0, allowance: 0 };

/** The column `evidence` as far as a radius follows from it. */
export function evidenceOf({ cells, where, pointer }: RawRow, faults: Faults): Evidence {
  if (!cells.evidence) return NONE;
  const evidence = json(cells.evidence);
  const parsed = EVIDENCE.safeParse(evidence);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const what =
      issue && issue.path.length > 0 ? `${issue.path.join('/')}: ${issue.message}` : 'not a JSON object';
    faults.add('value_invalid', `${where}: evidence cannot be read: ${what}`, pointer('evidence'));
    return NONE;
  }
  if (!isOfOneBound(evidence as object)) {
    const message = `${where}: this is not the evidence of votes counted once with one bound; other methods have other radii`;
    faults.add('method_wrong', message, pointer('evidence'));
  }
  const { count, n, off_grid: distance, noise_allowance: allowance } = parsed.data;
  return { count, n, distance, allowance };
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
