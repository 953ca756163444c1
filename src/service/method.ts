import { CERTIFIERS, certifierOf, METHOD_NAMES, METHOD_REQUEST } from '../certify/certifiers/index.ts';
import type { MethodName } from '../certify/certifiers/index.ts';
import type { Obstacle, Problem } from '../certify/certifier.ts';
import type { Fault } from './errors.ts';
import { faultsOfIssues } from './fields.ts';
import type { Job } from './job.ts';

export interface SettledMethod {
  readonly method: Job['method'];
  readonly passes: number;
  readonly seed: string | null;
}

/** A problem on which no parameter fails that could be right on another: for what can be said without model and data. */
const EASIEST: Problem = {
  classes: 2,
  shape: [1],
  domain: null,
  grid: null,
  data: { range: [0, 1], grid: null },
};

const faultOf = ({ pointer, ...rest }: Obstacle): Fault => ({ ...rest, pointer: `/method${pointer ?? ''}` });

/**
 * The method with every default filled in, or all that is wrong with it. Parameters that are right in form are judged beside
 * those that are not, and without a model or data as far as that goes (`problem` null).
 */
export function settleMethod(
  asked: Readonly<Record<string, unknown>>,
  problem: Problem | null,
): SettledMethod | Fault[] {
  const parsed = METHOD_REQUEST.safeParse(asked, { reportInput: true });
  if (!parsed.success) {
    const formal = faultsOfIssues(parsed.error.issues, ['method']);
    return [...formal, ...besides(asked, new Set(parsed.error.issues.map(({ path }) => path[0])), problem)];
  }
  const certifier = certifierOf(parsed.data);
  if (!problem) return parameterFaults(parsed.data, EASIEST, new Set());
  const unsupported = certifier.supports(problem);
  if (unsupported.length > 0) return unsupported.map((one) => ({ ...faultOf(one), pointer: '/method/name' }));
  const settled = certifier.settle(parsed.data, problem);
  if ('obstacles' in settled) return settled.obstacles.map(faultOf);
  return {
    method: settled.settled,
    passes: certifier.passes(settled.settled),
    seed: parsed.data.seed ?? null,
  };
}

const isMethodName = (name: unknown): name is MethodName => METHOD_NAMES.some((one) => one === name);

/** What can be said of the parameters that are right: the wrong ones take the values of the method's first example. */
function besides(
  asked: Readonly<Record<string, unknown>>,
  wrong: ReadonlySet<PropertyKey | undefined>,
  problem: Problem | null,
): Fault[] {
  const { name } = asked;
  if (!isMethodName(name)) return [];
  const { shape } = CERTIFIERS[name].request;
  const example =
    (CERTIFIERS[name].request.meta()?.['examples'] as Record<string, unknown>[] | undefined)?.[0] ?? {};
  const mended = Object.keys(shape).flatMap((key) => {
    const value = wrong.has(key) ? example[key] : asked[key];
    return value === undefined ? [] : [[key, value] as const];
  });
  const parsed = METHOD_REQUEST.safeParse(Object.fromEntries(mended));
  return parsed.success ? parameterFaults(parsed.data, problem ?? EASIEST, wrong) : [];
}

/** Faults of single parameters, but for those that were replaced. */
function parameterFaults(
  request: ReturnType<typeof METHOD_REQUEST.parse>,
  problem: Problem,
  replaced: ReadonlySet<PropertyKey | undefined>,
): Fault[] {
  const settled = certifierOf(request).settle(request, problem);
  if (!('obstacles' in settled)) return [];
  return settled.obstacles
    .filter(({ pointer }) => pointer !== undefined && !replaced.has(pointer.slice(1)))
    .map(faultOf);
}
