import { elementCount, type Tensor } from '../../graph/tensor.ts';
import type { Program } from '../../graph/evaluate.ts';
import type { Fault } from '../errors.ts';
import type { Declaration, Role } from './model.ts';
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
  readonly role: Role;
  /** 0 for a denoiser. */
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
 * Runs a loaded model a few times and says what it is, or what stands in the way of certifying with it: the output's shape,
 * values that are not finite, a second run that differs, or a row whose result depends on its place or its neighbours.
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
  const shape = shapeOf(first, plan);
  if ('fault' in shape) return { faults: [shape.fault] };
  const { role, classes } = shape;
  const answers = (first.data as Float32Array).slice();
  const width = answers.length / plan.batch;
  const faults: Fault[] = [];
  if (!answers.every(Number.isFinite)) {
    const row = Math.floor(answers.findIndex((value) => !Number.isFinite(value)) / width);
    faults.push(
      fault(
        'output_not_finite',
        `the output for an ordinary input is not finite (row ${row} of a trial batch)`,
      ),
    );
    return { faults };
  }
  const again = (await run(values)).data as Float32Array;
  if (likeness(answers, again, role) !== 'same bits') {
    faults.push(fault('not_deterministic', 'two runs on the same input give different outputs'));
  }
  const seen = await besideOthers(run, { values, answers, batch: plan.batch, role }, domain);
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
  return { trial: { role, classes, rate: (plan.batch / fastest) * 1000, notes } };
}

/** What the model is, by the shape that it answers; a flat output is one of class scores, whatever its size. */
function shapeOf(
  { type, dims }: Tensor,
  { output, batch, sample_shape: sample }: TrialPlan,
): { readonly role: Role; readonly classes: number } | { readonly fault: Fault } {
  const [rows, classes, ...rest] = dims;
  const input = [batch, ...sample];
  const isImage = input.length > 2 && input.length === dims.length;
  if (type === 'float32' && isImage && input.every((size, axis) => size === dims[axis]))
    return { role: 'denoiser', classes: 0 };
  if (type !== 'float32' || rows !== batch || classes === undefined || rest.length > 0) {
    const image = input.length > 2 ? `, or float32[${input.join(', ')}] of a denoiser` : '';
    const message = `for an input of ${batch} samples the output "${output}" is ${type}[${dims.join(', ')}], but must be float32[${batch}, classes]${image}`;
    return { fault: fault('output_shape', message) };
  }
  if (classes >= 2 && classes <= MOST_CLASSES) return { role: 'classifier', classes };
  const message = `the output has ${classes} classes; from 2 to ${MOST_CLASSES} are possible`;
  return { fault: fault('output_classes', message) };
}
