import type { SettledGrid } from '../../certifiers/smoothing/request.ts';
import type { MethodSettled } from '../../certifiers/index.ts';
import type { Facts } from '../facts.ts';
import { count } from '../words.ts';

/** What holds of every method that speaks of g, the class that a model answers most often for altered copies of an input. */

type Any = Facts<MethodSettled>;

export const confidence = (alpha: number): string =>
  `Of each sample by itself: the probability that the draws lead to a statement that is false is at most ${alpha}.`;

export const STREAM =
  'The draws are the key stream of AES-256 in counter mode under the seed: the stated probabilities take it for independent uniform bits.';

/** The model as the claim names it. */
export const modelWords = ({ subject }: Any): string =>
  subject.denoiser ? 'the model behind the denoiser, f,' : 'the model, f,';

/** `deploying`: what answering as g takes. */
export function ofSmoothed({ subject }: Any, deploying: string): string[] {
  const plain = subject.denoiser ? 'The plain model, and the model behind the denoiser,' : 'The plain model';
  return [
    `The claim speaks of g, not of the model by itself. ${plain} may answer otherwise, at the samples (\`base_prediction\`) and ` +
      `near them. Who deploys it gets what is claimed only by answering as g does, ${deploying}.`,
    'The model is the function that the program under `provenance` computes. Another engine, build or processor rounds otherwise, and ' +
      'makes of it a function that is slightly another one.',
  ];
}

export function ofGrid({ ledger, summary }: Any, { step, source }: SettledGrid): string[] {
  const { offGrid, farthest, rows } = ledger.traits;
  const caveats: string[] = [];
  if (source !== 'model') {
    const origin = source === 'data' ? 'taken from the data' : 'chosen';
    caveats.push(
      `The model declares no grid; the step ${step} was ${origin}. The claim speaks of g with this grid.`,
    );
  }
  if (offGrid > 0) {
    const taken =
      summary.norm === null
        ? ', of which the claim speaks.'
        : `, and the distance (at most ${farthest}) was subtracted from the radius${summary.norm === 'l1' ? '' : ' in L2'}.`;
    caveats.push(
      `${count(offGrid, 'sample')} of ${rows} ${offGrid === 1 ? 'does' : 'do'} not lie on the grid. Votes were counted at the nearest ` +
        `point of it${taken}`,
    );
  }
  return caveats;
}
