import type { Certifier } from '../../certifier.ts';
import { obstaclesTo } from './network.ts';
import {
  epsilonsOf,
  INTERVAL_REQUEST,
  INTERVAL_SETTLED,
  type IntervalRequest,
  type IntervalSettled,
} from './request.ts';
import { openInterval, PASSES } from './session.ts';
import { settleInterval } from './settle.ts';

/** Grows whenever the compiler takes other models, or refuses them for other reasons. */
const COMPILER = 1;

/** Steps of a summary's curve up to the limit of a search. */
const CURVE = 8;

const curve = (max: number): number[] => [
  ...Array.from({ length: CURVE }, (_, i) => Number(((i * max) / CURVE).toPrecision(12))),
  max,
];

/**
 * Interval bound propagation.
 *
 * Requires: operators with sound bounds. Returns: a radius in L∞, L2 or L1 at which the class is proved to stay, or why
 * that is undecided.
 * Method: bounds of every value for all perturbations at once, as a graph that the engine runs; the class stays where the
 * lower bound of its lead over every other class is positive.
 * Guarantee: deterministic, per sample; for the float32 program, in any order of summation, or for the network in real
 * arithmetic.
 * Reference: Gowal et al., On the Effectiveness of Interval Bound Propagation, 2018 (1810.12715).
 */
export const interval = {
  name: 'interval',
  title: 'Interval bounds',
  reference: 'Gowal et al. 2018, arXiv 1810.12715',
  request: INTERVAL_REQUEST,
  settled: INTERVAL_SETTLED,
  guarantee: ({ arithmetic, channels }) => ({
    kind: 'deterministic',
    per: 'sample',
    arithmetic,
    ...(channels && { channels }),
  }),
  supports: () => [],
  examination: { version: COMPILER, obstacles: obstaclesTo },
  settle: settleInterval,
  passes: (method) => PASSES * (method.search ? method.search.steps + 1 : epsilonsOf(method).length),
  unit: 'batch',
  radii: ({ search, ...method }) => (search ? curve(search.max) : [0, ...epsilonsOf(method)]),
  open: (method, subject) => openInterval(method, subject),
} as const satisfies Certifier<IntervalRequest, IntervalSettled>;
