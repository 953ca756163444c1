import { isPaused, type Carry } from '../../../src/certify/certifier.ts';
import type { SmoothingSettled } from '../../../src/certify/certifiers/smoothing/request.ts';
import { smoothing } from '../../../src/certify/certifiers/smoothing/smoothing.ts';
import type { AnytimeVoting } from '../../../src/certify/voting/voting.ts';
import type { Classifier } from '../../../src/certify/classifier.ts';
import type { Outcome } from '../../../src/certify/outcome.ts';
import { clopperPearsonLower } from '../../../src/certify/statistics/clopper-pearson.ts';
import { noiseReach, noiseThresholds } from '../../../src/certify/statistics/noise-table.ts';
import { gaussianRadius } from '../../../src/certify/statistics/radius.ts';
import { classifying } from '../../laws/certifier.ts';
import { key } from '../numbers.ts';
import { rowClassifier } from '../synthetic.ts';

export const GRID = { step: 0.0625, low: 0, high: 1, source: 'model' } as const;
/** Where every sample is, in steps of the grid. */
export const PLACE = 4;
const BATCH = 16;

export type AnytimeMethod = SmoothingSettled & AnytimeVoting;

/** A classifier whose smoothed probabilities are known. */
export interface KnownClassifier {
  readonly classifier: Classifier;
  /** The largest radius that is true of the likeliest class; 0 where there is none. */
  readonly truth: number;
  /** Of the likeliest class. */
  readonly p: number;
  /** Of the sample; one coordinate at PLACE when left out. */
  readonly values?: Float32Array;
}

/** P(PLACE + J ≤ edge), from the noise's thresholds. */
function probability(sigma: number, edge: number): number {
  const reach = noiseReach(sigma, GRID.step);
  return Number(noiseThresholds(sigma, GRID.step, reach)[reach + edge - PLACE]! >> 11n) / 2 ** 53;
}

/** Class 0 up to an edge, else class 1. */
export function stepped(sigma: number, edge: number): KnownClassifier {
  const p = probability(sigma, edge);
  const classifier = rowClassifier(BATCH, 2, [1], ([x]) => (x! > (edge + 0.5) * GRID.step ? [0, 1] : [1, 0]));
  return { classifier, p, truth: gaussianRadius(p, sigma) };
}

/** Classes by turns: with noise of many steps every one is as likely, so that no radius is true. */
export function alternating(classes: number): KnownClassifier {
  const classifier = rowClassifier(BATCH, classes, [1], ([x]) => {
    const place = Math.round(x! / GRID.step) + classes * 1000;
    return Array.from({ length: classes }, (_, label) => (place % classes === label ? 1 : 0));
  });
  return { classifier, p: 1 / classes, truth: 0 };
}

export interface Caught {
  readonly runs: number;
  /** Runs with a certificate that was ever stated and is not true. */
  readonly false: number;
  /** Runs in which the bound for one fixed n, looked at as often, was ever above the true probability. */
  readonly naive: number;
}

/** Samples that take turns in one session. */
const TOGETHER = 4;

/**
 * Many samples under many keys, with the worst user there is: looks at every sample after every batch, in turns, takes any
 * certificate that is false as soon as it is stated, and has every job without one extended, cap after cap.
 */
export async function caught(
  method: AnytimeMethod,
  { classifier, truth, p, values = Float32Array.of(PLACE * GRID.step) }: KnownClassifier,
  caps: readonly number[],
  runs: number,
): Promise<Caught> {
  const found = { runs, false: 0, naive: 0 };
  for (let first = 0; first < runs; first += TOGETHER) {
    const patients = Array.from({ length: Math.min(TOGETHER, runs - first) }, (_, index) => ({
      sample: { index, values, label: null },
      carried: null as Carry | null,
      isFalse: false,
      isNaive: false,
      isOver: false,
    }));
    const judge = (patient: (typeof patients)[number], { radius, evidence }: Outcome) => {
      patient.isFalse ||= radius !== null && radius > truth;
      const [count, n] = [Number(evidence.count), Number(evidence.n)];
      patient.isNaive ||= n > 0 && clopperPearsonLower(count, n, method.alpha) > Math.max(p, 0.5);
    };
    for (const cap of caps) {
      const capped = { ...method, max_n: cap };
      const session = await smoothing.open(capped, classifying(classifier), key(first));
      const open = new Set(patients.filter(({ isOver, isFalse }) => !isOver && !isFalse));
      while (open.size > 0) {
        for (const patient of open) {
          const { sample, carried } = patient;
          const result = await session.certify(sample, { carried, pause: () => true });
          judge(patient, isPaused(result) ? result.interim! : result);
          if (isPaused(result)) patient.carried = result.carry;
          else {
            const extended = { ...method, max_n: caps.at(-1)! };
            patient.carried = smoothing.resume(extended, result);
            patient.isOver = patient.carried === null;
          }
          if (!isPaused(result) || patient.isFalse) open.delete(patient);
        }
      }
    }
    found.false += patients.filter(({ isFalse }) => isFalse).length;
    found.naive += patients.filter(({ isNaive }) => isNaive).length;
  }
  return found;
}
