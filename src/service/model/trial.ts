import { elementCount } from '../../graph/tensor.ts';
import type { Program } from '../../graph/evaluate.ts';
import type { Fault } from '../errors.ts';
import type { Declaration } from './model.ts';
import { besideOthers, likeness } from './neighbours.ts';

/** More classes make a vote too large to carry. */
const MOST_CLASSES = 100_000;

export interface TrialPlan {
  readonly input: string;
  readonly output: string;
  readonly batch: number;
  readonly sample_shape: readonly number[];
  readonly domain: Declaration['domain'];
}

export interface Trial {
  readonly classes: number;
  /** Rows per second, from the fastest of the trial's runs. */
  readonly rate: number;
  readonly notes: readonly string[];
}

const fault = (code: string, message: string): Fault => ({ code, message });

/** Values spread over the domain by a Weyl sequence: fixed, and different in every place. */
function spread(rows: number, size: number, [low, high]: readonly [number, number]): Float32Array {
  const values = new Float32Array(rows * size);
  for (let i = 0; i < values.length; i++) {
    values[i] = low + (high - low) * ((((i + 1) * 0.6180339887498949) % 1) * 0.999);
  }
  return values;
}

/**
 * Runs a loaded model a few times and says what stands in the way of certifying it: the output's shape, values that
 * are not finite, a second run that differs, or a row whose result depends on its place or its neighbours.
 */
export async function trial(
  program: Program,
  plan: TrialPlan,
  milliseconds: () => number,
): Promise<{ trial: Trial } | { faults: readonly Fault[] }> {
  const domain = plan.domain ?? [0, 1];
  const size = elementCount(plan.sample_shape);
  const values = spread(plan.batch, size, domain);
  let fastest = Infinity;
  const run = async (data: Float32Array) => {
    const start = milliseconds();
    const dims = [plan.batch, ...plan.sample_shape];
    const results = await program.run({ [plan.input]: { type: 'float32', dims, data } });
    fastest = Math.min(fastest, Math.max(milliseconds() - start, 1e-3));
    return results[plan.output]!;
  };

  const first = await run(values);
  const [rows, classes, ...rest] = first.dims;
  if (first.type !== 'float32' || rows !== plan.batch || classes === undefined || rest.length > 0) {
    const message = `for an input of ${plan.batch} samples the output "${plan.output}" is ${first.type}[${first.dims.join(', ')}], but must be float32[${plan.batch}, classes]`;
    return { faults: [fault('output_shape', message)] };
  }
  if (classes < 2 || classes > MOST_CLASSES) {
    const message = `the output has ${classes} classes; from 2 to ${MOST_CLASSES} are possible`;
    return { faults: [fault('output_classes', message)] };
  }
  const logits = (first.data as Float32Array).slice();
  const faults: Fault[] = [];
  if (!logits.every(Number.isFinite)) {
    const row = Math.floor(logits.findIndex((value) => !Number.isFinite(value)) / classes);
    faults.push(
      fault(
        'output_not_finite',
        `the output for an ordinary input is not finite (row ${row} of a trial batch)`,
      ),
    );
    return { faults };
  }
  const again = (await run(values)).data as Float32Array;
  if (likeness(logits, again) !== 'same bits') {
    faults.push(fault('not_deterministic', 'two runs on the same input give different outputs'));
  }
  const seen = await besideOthers(run, logits, values, plan.batch, classes, domain);
  if (seen.includes('different')) {
    const message =
      'the result for a sample depends on its place in the batch or on its neighbours (a batch statistic?); a certificate for one sample would mean nothing';
    faults.push(fault('batch_dependent', message));
  }
  if (faults.length > 0) return { faults };
  const notes = seen.includes('rounding')
    ? [
        'The last bits of a row depend on its place in the batch; results are reproducible for the fixed batch.',
      ]
    : [];
  return { trial: { classes, rate: (plan.batch / fastest) * 1000, notes } };
}
