import type { EstimateView } from '../../schemas/job.ts';
import { el, type Element } from './dom.ts';
import { facts } from './view.ts';
import { duration, number } from './words.ts';

/** What a job would cost, at most. */
export function estimateView({
  samples,
  forward_passes: passes,
  runner_seconds: seconds,
  planning,
}: EstimateView): readonly Element[] {
  const draws = planning?.expected_draws ?? [];
  const varies = draws.some((one) => one.draws !== draws[0]!.draws);
  const expected = (varies ? draws : []).map(
    ({ p, draws: drawn, runner_seconds: each }) =>
      [
        `Draws for a class of probability ${number(p)}`,
        `about ${number(Math.ceil(drawn))} a sample, ${duration(each)}`,
      ] as const,
  );
  return [
    el('h2', {}, 'What it would cost'),
    facts([
      ['Samples', number(samples)],
      ['Passes through the model, at most', number(passes)],
      ['Time of one runner, at most', duration(seconds)],
      ...(planning?.largest_radius != null
        ? [['Largest radius it can give', number(planning.largest_radius)] as const]
        : []),
      ...(planning?.least_draws != null
        ? [['Least draws that decide', number(planning.least_draws)] as const]
        : []),
      ...expected,
    ]),
  ];
}
