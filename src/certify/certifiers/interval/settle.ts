import { floatUp } from '../../../graph/float32.ts';
import type { Obstacle, Problem } from '../../certifier.ts';
import { epsilonsOf, type IntervalRequest, type IntervalSettled } from './request.ts';

/** Beyond this the squares that guard against overflow would overflow themselves. */
const FARTHEST = 2 ** 60;

/** Fills in every default, or says everything that is wrong with the parameters for this problem. */
export function settleInterval(
  request: IntervalRequest,
  problem: Problem,
): { settled: IntervalSettled } | { obstacles: readonly Obstacle[] } {
  const { name, norm, arithmetic, channels, search } = request;
  const epsilon = ascending(request.epsilon);
  const sizes = { ...(epsilon !== undefined && { epsilon }), ...(search && { search }) };
  const cut = norm === 'linf' ? problem.domain : null;
  const reach = reachOf(Math.max(0, ...epsilonsOf(sizes)) * Math.max(1, ...(channels ?? [])), cut, problem);
  const obstacles = [
    ...sizeObstacles(request),
    ...channelObstacles(request, problem),
    ...reachObstacles(request, reach),
  ];
  if (obstacles.length > 0) return { obstacles };
  const domain: [number, number] | null = cut && [...cut];
  return { settled: { name, norm, ...sizes, arithmetic, ...(channels && { channels }), domain, reach } };
}

/** A list in order, each size once. */
const ascending = (epsilon: IntervalRequest['epsilon']): IntervalRequest['epsilon'] =>
  Array.isArray(epsilon) ? [...new Set(epsilon)].sort((a, b) => a - b) : epsilon;

/** How large an input within `epsilon` of the data can be, with a little to spare; not larger than the domain it is cut to. */
function reachOf(epsilon: number, cut: Problem['domain'], { data }: Problem): number {
  const size = ([low, high]: readonly [number, number]) => Math.max(Math.abs(low), Math.abs(high));
  const far = floatUp((size(data.range) + epsilon) * (1 + 2 ** -20));
  return cut ? Math.min(far, floatUp(size(cut))) : far;
}

function sizeObstacles({ epsilon, search }: IntervalRequest): Obstacle[] {
  if (epsilon !== undefined && search !== undefined) {
    const message = 'give epsilon, to certify at that size, or search, to find the largest; not both';
    return [{ code: 'field_conflict', message, pointer: '' }];
  }
  if (epsilon !== undefined || search !== undefined) return [];
  const message = 'the size of the perturbation is needed: epsilon, or search to find the largest';
  return [{ code: 'field_missing', message, pointer: '/epsilon' }];
}

function channelObstacles({ channels, norm }: IntervalRequest, { shape, layout }: Problem): Obstacle[] {
  if (channels === undefined) return [];
  const obstacles: Obstacle[] = [];
  const say = (code: string, message: string) => obstacles.push({ code, message, pointer: '/channels' });
  if (norm !== 'linf')
    say('channels_unused', `channels have sizes of their own in linf only, not in ${norm}`);
  const [first] = shape;
  if (first === undefined) return obstacles;
  if (layout === 'NHWC' && shape.length > 1)
    say(
      'channels_last',
      'the model takes channels last (NHWC); sizes for channels are possible for channels first only',
    );
  else if (first !== channels.length)
    say(
      'channels_mismatch',
      `${channels.length} factors are given, but samples of shape [${shape.join(', ')}] have ${first} ${first === 1 ? 'channel' : 'channels'}`,
    );
  return obstacles;
}

function reachObstacles({ epsilon }: IntervalRequest, reach: number): Obstacle[] {
  if (reach <= FARTHEST) return [];
  const message = `with this size inputs reach ${reach}; bounds are proved for inputs up to ${FARTHEST}`;
  return [
    { code: 'epsilon_too_large', message, pointer: epsilon === undefined ? '/search/max' : '/epsilon' },
  ];
}
