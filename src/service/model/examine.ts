import { elementCount } from '../../graph/tensor.ts';
import type { Evaluator, Program } from '../../graph/evaluate.ts';
import { Refusal } from '../errors.ts';
import type { Fault } from '../errors.ts';
import type { Declaration, ModelFacts } from './model.ts';
import { describe, screen } from './screen.ts';
import type { ScreenLimits } from './screen.ts';
import { trial, type TrialPlan } from './trial.ts';

/** Rows in every call: enough to keep one core's kernels full, small enough for large images. */
const STANDARD_BATCH = 64;
const LARGE_SAMPLE = 16_384;
const LARGE_SAMPLE_BATCH = 8;

const refuse = (faults: readonly Fault[]): never => {
  const count = faults.length === 1 ? 'one reason' : `${faults.length} reasons`;
  throw new Refusal('model_refused', `The model is not admitted, for ${count}`, faults);
};

function batchFor(fixed: number | null, sampleShape: readonly number[]): number {
  const size = elementCount(sampleShape);
  return fixed ?? (size > LARGE_SAMPLE ? LARGE_SAMPLE_BATCH : STANDARD_BATCH);
}

/** The engine's words, in one line and without its own source paths. */
export function engineMessage(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  const line = text
    .split('\n', 1)[0]!
    .replace(/^Load model from \S+ failed:\s*/, '')
    .replace(/\/\S*\/(?=[\w.]+)/g, '');
  return line.length > 400 ? `${line.slice(0, 400)}…` : line;
}

async function load(evaluator: Evaluator, source: string): Promise<Program> {
  try {
    return await evaluator.load(source);
  } catch (error) {
    return refuse([
      { code: 'not_loadable', message: `the engine does not load the model: ${engineMessage(error)}` },
    ]);
  }
}

/**
 * An output can have the shape of the input at one batch size by chance, with its axes exchanged. Where the size is open, it
 * has it at another too.
 */
async function atAnotherSize(
  program: Program,
  { input, output, batch, sample_shape: sample }: TrialPlan,
): Promise<readonly Fault[]> {
  const dims = [2, ...sample];
  const data = new Float32Array(elementCount(dims));
  const found = await program.run({ [input]: { type: 'float32', dims, data } }).then(
    (results) => `gives ${write(results[output]!.dims)}`,
    (error: unknown) => `fails: ${engineMessage(error)}`,
  );
  if (found === `gives ${write(dims)}`) return [];
  const message = `the batch size is open, and a batch of ${batch} gives one of the same shape, but the batch ${write(dims)} ${found}`;
  return [{ code: 'output_shape', message }];
}

const write = (dims: readonly number[]): string => `[${dims.join(', ')}]`;

async function tryOut(
  program: Program,
  described: ReturnType<typeof describe>,
  declared: Declaration,
  milliseconds: () => number,
) {
  const plan = {
    input: described.inputs[0]!.name,
    output: described.outputs[0]!.name,
    batch: batchFor(described.fixed_batch, described.sample_shape),
    sample_shape: described.sample_shape,
    domain: declared.domain,
  };
  try {
    const tried = await trial(program, plan, milliseconds);
    const isOpen = described.fixed_batch === null;
    const faults =
      'trial' in tried && tried.trial.role === 'denoiser' && isOpen ? await atAnotherSize(program, plan) : [];
    return { plan, ...(faults.length > 0 ? { faults } : tried) };
  } catch (error) {
    const message = `a trial run on a batch of ${plan.batch} failed: ${engineMessage(error)}`;
    return { plan, faults: [{ code: 'run_failed', message }] };
  }
}

/**
 * Everything that admission finds out about a model: from its bytes first, then from a few runs. `source`: the path
 * of the file the bytes came from. Call it in a process that may die. Throws Refusal('model_refused') with all reasons.
 */
export async function examineModel(
  bytes: Uint8Array,
  source: string,
  declared: Declaration,
  evaluator: Evaluator,
  limits: Partial<ScreenLimits>,
  milliseconds: () => number,
): Promise<ModelFacts> {
  const screened = screen(bytes, limits);
  if (!('model' in screened)) return refuse(screened.faults);
  const described = describe(screened.model);
  const program = await load(evaluator, source);
  const tried = await tryOut(program, described, declared, milliseconds);
  await program.release();
  if ('faults' in tried) return refuse(tried.faults);
  const { role, classes, rate, notes } = tried.trial;
  if (declared.classes && declared.classes.length !== classes) {
    const found =
      role === 'denoiser' ? 'the model is a denoiser and has none' : `the model has ${classes} classes`;
    const message = `${declared.classes.length} class names were declared, but ${found}`;
    return refuse([{ code: 'classes_mismatch', message, pointer: '/metadata/classes' }]);
  }
  const slow =
    described.fixed_batch === 1
      ? ['The graph takes one sample at a time, which is slower than a free batch size.']
      : [];
  const outputs = described.outputs.map((port) => ({
    ...port,
    shape: [described.fixed_batch ?? -1, ...(role === 'denoiser' ? described.sample_shape : [classes])],
  }));
  return { role, ...described, outputs, classes, batch: tried.plan.batch, rate, notes: [...slow, ...notes] };
}
