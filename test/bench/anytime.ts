import { isPaused } from '../../src/certify/certifier.ts';
import { smoothing } from '../../src/certify/certifiers/smoothing/smoothing.ts';
import { classifying } from '../laws/certifier.ts';
import { mnistSamples, NOISY_MNIST, noisyMnist } from '../support/noisy-mnist.ts';

/** Draws that decide whether the first MNIST images are certified at a radius, and rows of batches that no sample needed. */
export async function anytimeDraws(
  images: number,
  radius: number,
  cap: number,
): Promise<{ draws: number; unused: number; decided: number }> {
  const fields = { name: 'smoothing', sigma: 0.5, alpha: 0.001, max_n: cap, target: { radius } };
  const answer = smoothing.settle(smoothing.request.parse(fields), NOISY_MNIST);
  if (!('settled' in answer)) throw new Error(JSON.stringify(answer.obstacles));
  const key = new Uint8Array(32).fill(2);
  const session = await smoothing.open(answer.settled, classifying(await noisyMnist(64)), key);
  const sum = { draws: 0, unused: 0, decided: 0 };
  const progress = (passes: number, vain = 0) => {
    sum.draws += passes;
    sum.unused += vain;
  };
  for (const sample of mnistSamples(images)) {
    const outcome = await session.certify(sample, { progress });
    if (isPaused(outcome)) throw new Error('laid aside unasked');
    if (outcome.evidence.decision !== null) sum.decided += 1;
  }
  return sum;
}
