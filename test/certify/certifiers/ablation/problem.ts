import type { Problem, Sample } from '../../../../src/certify/certifier.ts';
import type { AblationSettled } from '../../../../src/certify/certifiers/ablation/request.ts';
import { ablation } from '../../../../src/certify/certifiers/ablation/ablation.ts';
import type { Classifier } from '../../../../src/certify/classifier.ts';
import { classifying } from '../../../laws/certifier.ts';
import { rowClassifier } from '../../synthetic.ts';

/** Colour images of 3 × 7, of which models see six channels. */
export const COLOURS: Problem = {
  classes: 2,
  shape: [6, 3, 7],
  domain: null,
  grid: null,
  data: { range: [0, 1], grid: null },
};
const PIXELS = 21;

/** Class 1 where a pixel is shown whose green is above one half. Absent pixels hold 0 in all channels, which is not green. */
export const greens = (batch: number): Classifier =>
  rowClassifier(batch, 2, COLOURS.shape, (row) => {
    const isGreen = row.subarray(PIXELS, 2 * PIXELS).some((value) => value > 0.5);
    return isGreen ? [0, 1] : [1, 0];
  });

/** The same model with the channels of a pixel together, for the same images. */
export const greensLast = (batch: number): Classifier =>
  rowClassifier(batch, 2, [3, 7, 6], (row) => {
    const isGreen = row.some((value, i) => i % 6 === 1 && value > 0.5);
    return isGreen ? [0, 1] : [1, 0];
  });

/** An image of which so many pixels are green; the other values are any. */
export const imageOf = (green: number, index = green): Sample => ({
  index,
  label: null,
  values: Float32Array.from({ length: 3 * PIXELS }, (_, i) => {
    const [channel, pixel] = [Math.floor(i / PIXELS), i % PIXELS];
    const isGreen = (pixel * 8) % PIXELS < green;
    return channel === 1 ? (isGreen ? 0.75 : 0.25) : ((i * 5) % 16) / 16;
  }),
});

/** The same with channels last. */
export const turned = (sample: Sample): Sample => ({
  ...sample,
  values: Float32Array.from(
    { length: 3 * PIXELS },
    (_, i) => sample.values[(i % 3) * PIXELS + Math.floor(i / 3)]!,
  ),
});

/**
 * With 2 of 21 pixels shown and g green, class 0 has (21−g)(20−g) of 21·20 draws: half of them for g = 6. Who turns pixels green, or
 * back, moves g by one each; so the smoothed class changes after just as many as lie between.
 */
export const KNOWN = {
  problem: COLOURS,
  samples: [6, 0, 1, 2, 3, 10, 12, 14, 17, 19, 21].map((green, i) => imageOf(green, 100 * i)),
  subject: async (batch: number) => classifying(greens(batch)),
  truth: ({ values }: Sample) => {
    const green = values.subarray(PIXELS, 2 * PIXELS).filter((value) => value > 0.5).length;
    return green < 6 ? { class: 0, radius: 5 - green } : { class: 1, radius: Math.max(0, green - 7) };
  },
};

/** A request with every default filled in. */
export function settledFrom(fields: object, problem: Problem = COLOURS): AblationSettled {
  const answer = ablation.settle(ablation.request.parse({ name: 'ablation', kept: 2, ...fields }), problem);
  if ('settled' in answer) return answer.settled;
  throw new Error(JSON.stringify(answer.obstacles));
}
