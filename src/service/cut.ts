import type { Intake } from './lifecycle.ts';
import type { SettledMethod } from './method.ts';
import type { ModelFacts } from './model/model.ts';
import { chunkSize, evenSizes, taperedSizes } from './plan.ts';
import type { Estimate } from './provable.ts';

/** Samples that may be under way in a chunk at once, and numbers that may be kept of all of them. */
const MOST_OPEN = 256;
const MOST_KEPT = 1_000_000;

/**
 * Sizes of a job's chunks. A chunk is about a chunk's time of work. Of a method with rounds nobody knows how much work a sample
 * is: so many samples share a chunk that their first round takes that time, at most what can be kept of them half-way, and
 * the last chunks are single samples.
 */
export function cut(
  total: number,
  { rate, batch, classes }: Pick<ModelFacts, 'rate' | 'batch' | 'classes'>,
  { passes, unit, rounds }: Pick<SettledMethod, 'passes' | 'unit' | 'rounds'>,
  { chunkSeconds, chunkSamples }: Pick<Intake['limits'], 'chunkSeconds' | 'chunkSamples'>,
): readonly number[] {
  if (rounds === null) {
    if (chunkSamples !== null) return evenSizes(total, chunkSamples);
    return taperedSizes(total, chunkSize(rate, passes, chunkSeconds), unit === 'batch' ? batch : 1);
  }
  const most = Math.max(1, Math.min(MOST_OPEN, Math.floor(MOST_KEPT / classes)));
  if (chunkSamples !== null) return evenSizes(total, Math.min(chunkSamples, most));
  const wanted = Math.max(FEWEST, chunkSize(rate, rounds[0] ?? passes, chunkSeconds));
  return taperedSizes(total, Math.min(most, wanted), 1, 1);
}

/** Samples that take turns, however slow the model is. */
const FEWEST = 8;

/** What the work costs at most. */
export const estimateOf = (
  { method, planning }: SettledMethod,
  { rate }: Pick<ModelFacts, 'rate'>,
  samples: number,
  chunks: number,
  passes: number,
): Estimate => ({
  method,
  samples,
  chunks,
  forward_passes: passes,
  runner_seconds: secondsOf(passes, rate),
  planning: planning && {
    ...planning,
    expected_draws: planning.expected_draws.map((one) => ({
      ...one,
      runner_seconds: secondsOf(one.draws, rate, 6),
    })),
  },
});

/** Of one runner; of a whole job to a millisecond. */
const secondsOf = (passes: number, rate: number, digits = 3): number =>
  Number((passes / rate).toFixed(digits));
