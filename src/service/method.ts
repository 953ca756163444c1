import { CERTIFIERS, certifierOf, METHOD_NAMES, METHOD_REQUEST } from '../certify/certifiers/index.ts';
import type { MethodName, MethodRequest, MethodSettled } from '../certify/certifiers/index.ts';
import type { Obstacle, Plan, Problem, Session } from '../certify/certifier.ts';
import type { Fault } from './errors.ts';
import { faultsOfIssues } from './fields.ts';
import type { Job } from './job.ts';
import type { MethodSupport } from './provable.ts';

export interface SettledMethod {
  readonly method: Job['method'];
  readonly passes: number;
  readonly unit: Session['unit'];
  readonly rounds: readonly number[] | null;
  readonly planning: Plan | null;
  readonly seed: string | null;
  /** What a derived seed depends on. */
  readonly keyed: unknown;
}

/** A problem on which no parameter fails that could be right on another: for what can be said without model and data. */
const EASIEST: Problem = {
  classes: 2,
  shape: [],
  domain: null,
  grid: null,
  data: { range: [0, 1], grid: null },
};

/** The same for a request that names a denoiser: one that is there. */
const easiestFor = ({ denoiser }: Readonly<Record<string, unknown>>): Problem =>
  typeof denoiser === 'string' ? { ...EASIEST, denoiser: { id: denoiser, digest: '' } } : EASIEST;

const faultOf = ({ pointer, ...rest }: Obstacle): Fault => ({ ...rest, pointer: `/method${pointer ?? ''}` });

/**
 * The method with every default filled in, or all that is wrong with it. Parameters that are right in form are judged beside
 * those that are not, and without a model or data as far as that goes (`problem` null). `support`: what is known of the
 * model's fitness; what the problem alone tells, when left out.
 */
export function settleMethod(
  asked: Readonly<Record<string, unknown>>,
  problem: Problem | null,
  support: Readonly<Record<string, MethodSupport>> = {},
): SettledMethod | Fault[] {
  const unfit = unfitness(asked['name'], problem, support);
  const parsed = METHOD_REQUEST.safeParse(asked, { reportInput: true });
  if (!parsed.success) {
    const formal = faultsOfIssues(parsed.error.issues, ['method']);
    const wrong = new Set(parsed.error.issues.map(({ path }) => path[0]));
    return [...formal, ...unfit, ...besides(asked, wrong, problem)];
  }
  const certifier = certifierOf(parsed.data);
  if (!problem) return parameterFaults(parsed.data, easiestFor(asked), new Set());
  if (unfit.length > 0) return [...unfit, ...parameterFaults(parsed.data, problem, new Set())];
  const settled = certifier.settle(parsed.data, problem);
  if ('obstacles' in settled) return settled.obstacles.map(faultOf);
  const seed = 'seed' in parsed.data ? (parsed.data.seed ?? null) : null;
  return settledMethod(settled.settled, problem.shape, seed);
}

/** What the service needs to know of a method with every default filled in. `shape`: of one sample. */
export function settledMethod(
  method: MethodSettled,
  shape: readonly number[],
  seed: string | null,
): SettledMethod {
  const certifier = certifierOf(method);
  return {
    method,
    passes: certifier.passes(method),
    unit: certifier.unit,
    rounds: certifier.rounds?.(method) ?? null,
    planning: certifier.plan?.(method, shape) ?? null,
    seed,
    keyed: certifier.keyed?.(method) ?? method,
  };
}

/** Why the model is not one for the method, whatever the parameters. */
function unfitness(
  name: unknown,
  problem: Problem | null,
  support: Readonly<Record<string, MethodSupport>>,
): Fault[] {
  if (!problem || !isMethodName(name)) return [];
  const reasons = support[name]?.reasons ?? certifierOf({ name }).supports(problem);
  return reasons.map((one) => ({ ...one, pointer: '/method/name' }));
}

/** Whether the method can work on a model behind a denoiser. */
export const takesDenoiser = (name: unknown): boolean =>
  isMethodName(name) && 'denoiser' in CERTIFIERS[name].request.shape;

const isMethodName = (name: unknown): name is MethodName => METHOD_NAMES.some((one) => one === name);

/**
 * What a request may mean: what it says, where it is right in form; else with what is wrong in it taken from each of the method's
 * examples. Empty where it names no method.
 */
export function readingsOf(asked: Readonly<Record<string, unknown>>): readonly MethodRequest[] {
  const { name } = asked;
  if (!isMethodName(name)) return [];
  const parsed = METHOD_REQUEST.safeParse(asked);
  if (parsed.success) return [parsed.data];
  const wrong = new Set(parsed.error.issues.map(({ path }) => path[0]));
  return examplesOf(name).flatMap((example) => {
    const mended = METHOD_REQUEST.safeParse(mend(name, asked, wrong, [example]));
    return mended.success ? [mended.data] : [];
  });
}

/**
 * What can be said of the parameters that are right, whatever the wrong ones were meant to be: in their place stand values of the
 * method's examples, now from one and now from another, and what is wrong each time is said.
 */
function besides(
  asked: Readonly<Record<string, unknown>>,
  wrong: ReadonlySet<PropertyKey | undefined>,
  problem: Problem | null,
): Fault[] {
  const { name } = asked;
  if (!isMethodName(name)) return [];
  const examples = examplesOf(name);
  const [first = [], ...others] = examples.flatMap((_, i) => {
    const turned = [...examples.slice(i), ...examples.slice(0, i)];
    const parsed = METHOD_REQUEST.safeParse(mend(name, asked, wrong, turned));
    return parsed.success ? [parameterFaults(parsed.data, problem ?? easiestFor(asked), wrong)] : [];
  });
  return first.filter((fault) => others.every((faults) => faults.some((other) => isSame(fault, other))));
}

const isSame = (one: Fault, other: Fault): boolean =>
  one.code === other.code && one.pointer === other.pointer && one.message === other.message;

type Example = Readonly<Record<string, unknown>>;

/** Requests of the method that are right. */
export const examplesOf = (name: MethodName): readonly Example[] =>
  (CERTIFIERS[name].request.meta()?.['examples'] as Example[] | undefined) ?? [];

/** The parameters that the method has, those that are wrong from the first example that has them. */
function mend(
  name: MethodName,
  asked: Example,
  wrong: ReadonlySet<PropertyKey | undefined>,
  examples: readonly Example[],
): Example {
  const mended = Object.keys(CERTIFIERS[name].request.shape).flatMap((key) => {
    const value = wrong.has(key) ? examples.find((one) => key in one)?.[key] : asked[key];
    return value === undefined ? [] : [[key, value] as const];
  });
  return Object.fromEntries(mended);
}

/** Faults of single parameters, but for those that were replaced. */
function parameterFaults(
  request: MethodRequest,
  problem: Problem,
  replaced: ReadonlySet<PropertyKey | undefined>,
): Fault[] {
  const settled = certifierOf(request).settle(request, problem);
  if (!('obstacles' in settled)) return [];
  return settled.obstacles
    .filter(({ pointer }) => pointer !== undefined && !replaced.has(pointer.split('/')[1]))
    .map(faultOf);
}
