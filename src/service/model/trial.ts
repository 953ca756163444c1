import type { Program } from '../../graph/evaluate.ts';
import type { Fault } from '../errors.ts';
import type { Declaration } from './model.ts';

/** Rows that may differ by rounding alone: the engine promises equal bits only for equal batch shapes and places. */
const TOLERANCE = 1e-4;

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

const rowOf = (values: Float32Array, row: number, width: number) =>
  values.subarray(row * width, (row + 1) * width);

type Likeness = 'same bits' | 'rounding' | 'different';

function likeness(a: Float32Array, b: Float32Array): Likeness {
  let worst: Likeness = 'same bits';
  let scale = 0;
  for (const value of a) scale = Math.max(scale, Math.abs(value));
  for (let i = 0; i < a.length; i++) {
    if (Object.is(a[i], b[i]) || a[i] === b[i]) continue;
    if (!(Math.abs(a[i]! - b[i]!) <= TOLERANCE * Math.max(scale, 1e-3))) return 'different';
    worst = 'rounding';
  }
  return worst;
}

/** Row 0 everywhere; and row 0 in the last place beside neighbours at the ends of the domain. */
function neighbourhoods(values: Float32Array, plan: TrialPlan, domain: readonly [number, number]) {
  const size = values.length / plan.batch;
  const first = rowOf(values, 0, size);
  const alone = new Float32Array(values.length);
  for (let row = 0; row < plan.batch; row++) alone.set(first, row * size);
  const extreme = new Float32Array(values.length);
  for (let row = 0; row < plan.batch - 1; row++) {
    extreme.fill(domain[row % 2]!, row * size, (row + 1) * size);
  }
  extreme.set(first, (plan.batch - 1) * size);
  return { alone, extreme };
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
  const size = plan.sample_shape.reduce((product, axis) => product * axis, 1);
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
  if (classes < 2) {
    return {
      faults: [fault('output_classes', `the output has ${classes} class; a classifier has at least 2`)],
    };
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
  const { alone, extreme } = neighbourhoods(values, plan, domain);
  const expected = rowOf(logits, 0, classes);
  const copies = ((await run(alone)).data as Float32Array).slice();
  const beside = ((await run(extreme)).data as Float32Array).slice();
  const seen = [
    ...Array.from({ length: plan.batch }, (_, row) => likeness(expected, rowOf(copies, row, classes))),
    likeness(expected, rowOf(beside, plan.batch - 1, classes)),
  ];
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
