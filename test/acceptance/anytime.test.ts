import { beforeAll, describe, expect, it } from 'vitest';
import { isPaused } from '../../src/certify/certifier.ts';
import { smoothing } from '../../src/certify/certifiers/smoothing/smoothing.ts';
import type { Outcome } from '../../src/certify/outcome.ts';
import { classifying } from '../laws/certifier.ts';
import { mnistSamples, NOISY_MNIST, noisyMnist } from '../support/noisy-mnist.ts';

const CAP = 100_000;
const SIGMA = 0.5;
const SAMPLES = mnistSamples(100);
/** Half an hour: ten million draws, on a machine that has other work. */
const LONG = 1_800_000;

interface Run {
  readonly outcomes: readonly Outcome[];
  readonly draws: number;
  readonly unused: number;
}

/** Certifies the images with a key that belongs to the run alone: no run sees another's draws. */
async function run(fields: object, runNumber: number): Promise<Run> {
  const request = smoothing.request.parse({ name: 'smoothing', sigma: SIGMA, alpha: 0.001, ...fields });
  const answer = smoothing.settle(request, NOISY_MNIST);
  if (!('settled' in answer)) throw new Error(JSON.stringify(answer.obstacles));
  const key = new Uint8Array(32).fill(runNumber);
  const session = await smoothing.open(answer.settled, classifying(await noisyMnist(64)), key);
  const outcomes: Outcome[] = [];
  let [draws, unused] = [0, 0];
  const progress = (passes: number, vain = 0) => {
    draws += passes;
    unused += vain;
  };
  for (const sample of SAMPLES) {
    const outcome = await session.certify(sample, { progress });
    if (isPaused(outcome)) throw new Error('laid aside unasked');
    outcomes.push(outcome);
  }
  return { outcomes, draws, unused };
}

describe('a hundred MNIST images at σ = 0.5, α = 0.001, up to 100,000 draws', () => {
  let fixed: Run;
  beforeAll(async () => {
    fixed = await run({ n0: 100, n: CAP }, 1);
  }, LONG);

  it.each([
    [0.5, 2],
    [1, 3],
  ])(
    'decides at radius %d as 100,000 draws each do, from at least eight times fewer',
    async (radius, number) => {
      const anytime = await run({ target: { radius }, max_n: CAP }, number);
      const rows = anytime.outcomes.map((outcome, i) => ({
        image: i,
        decision: outcome.evidence.decision as string | null,
        n: Number(outcome.evidence.n),
        fixed: fixed.outcomes[i]!,
      }));
      const count = (decision: string | null) => rows.filter((row) => row.decision === decision).length;
      const sorted = rows.map(({ n }) => n).sort((a, b) => a - b);
      console.info(
        [
          `radius ${radius}: ${count('above')} certified, ${count('below')} not certifiable, ${count(null)} abstained;`,
          `${anytime.draws} draws for ${fixed.draws} (${(fixed.draws / anytime.draws).toFixed(1)} times fewer),`,
          `${anytime.unused} computed in vain (${((100 * anytime.unused) / (anytime.draws + anytime.unused)).toFixed(2)} %);`,
          `median ${sorted[50]}, most ${sorted[99]}`,
          ...rows
            .filter(({ n }) => n > 5000)
            .map(
              (row) => `\n  image ${row.image}: ${row.decision} after ${row.n}; fixed ${row.fixed.radius}`,
            ),
        ].join(' '),
      );
      expect(fixed.draws / anytime.draws).toBeGreaterThan(8);
      expect(count('above')).toBeGreaterThan(50);
      expect(count('below')).toBeGreaterThan(0);

      const decided = rows.filter(({ decision, fixed: { verdict } }) => decision && verdict !== 'abstained');
      const other = decided.filter(
        ({ decision, fixed: { radius: reached } }) => (decision === 'above') !== reached! >= radius,
      );
      expect(other.map(({ image, decision, fixed: { radius } }) => [image, decision, radius])).toEqual([]);
      for (const { decision, fixed: one, image } of decided)
        if (decision === 'above') expect(anytime.outcomes[image]!.prediction).toBe(one.prediction);
    },
    LONG,
  );
});
