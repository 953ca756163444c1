import type { Dimension, Graph, Value } from '../../../graph/graph.ts';
import { quote, shown, some } from '../../../graph/quote.ts';
import type { Reason } from './reason.ts';

/** A batch axis and one to four axes of the sample. */
const LEAST_RANK = 2;
const GREATEST_RANK = 5;
/** Axes that a message shows. */
const SHOWN = 8;

const word = (dim: Dimension): string =>
  dim === null ? '?' : typeof dim === 'string' ? shown(dim) : `${dim}`;
const write = (dims: readonly Dimension[]): string =>
  `[${dims.slice(0, SHOWN).map(word).join(', ')}${dims.length > SHOWN ? ', …' : ''}]`;

const names = (values: readonly Value[]): string => some(values.map(({ name }) => name));

/** One float32 input of known sample shape in; for each sample one float32 row of scores, or a sample again, out. */
export function* screenPorts(graph: Graph): Generator<Reason> {
  yield* screenInputs(graph.inputs);
  yield* screenOutputs(graph.outputs, graph.inputs);
}

function* screenInputs(inputs: readonly Value[]): Generator<Reason> {
  if (inputs.length === 0) {
    yield { code: 'input_missing', message: 'the graph has no input; it must take a batch of samples' };
  }
  if (inputs.length > 1) {
    const message = `the graph has ${inputs.length} inputs (${names(inputs)}); it must have one, the batch of samples`;
    yield { code: 'inputs_many', message };
  }
  for (const input of inputs) yield* screenInput(input);
}

function* screenInput({ name, type }: Value): Generator<Reason> {
  const what = `the input ${quote(name)}`;
  if (type.kind !== 'tensor') {
    yield { code: 'input_type', message: `${what} is of the type ${type.kind}; it must be a float32 tensor` };
    return;
  }
  if (type.element !== 'float32') {
    const found = type.element ?? 'of an unknown element type';
    const message = `${what} is ${found}; only float32 inputs are admitted for now: put a Cast at the model's beginning`;
    yield { code: 'input_type', message };
  }
  const { dims } = type;
  if (!dims) {
    yield {
      code: 'input_shape_unknown',
      message: `${what} has no shape; export the model with the sample's sizes fixed`,
    };
    return;
  }
  if (dims.length < LEAST_RANK || dims.length > GREATEST_RANK) {
    const message = `${what} ${write(dims)} has ${dims.length} axes; it must have ${LEAST_RANK} to ${GREATEST_RANK}: the batch, and 1 to 4 of the sample`;
    yield { code: 'input_rank', message };
  }
  const open = dims.slice(1).filter((dim) => typeof dim !== 'number');
  if (open.length > 0) {
    const listed = open
      .slice(0, SHOWN)
      .map((dim) => (dim === null ? 'an unnamed one' : quote(dim)))
      .join(', ');
    const message = `${what} ${write(dims)} leaves sizes of the sample open: ${listed}; only the first, the batch, may be open`;
    yield { code: 'input_dynamic', message };
  }
  if (dims.includes(0)) yield { code: 'input_empty', message: `${what} ${write(dims)} has no elements` };
}

function* screenOutputs(outputs: readonly Value[], inputs: readonly Value[]): Generator<Reason> {
  const [output] = outputs;
  if (!output) {
    yield { code: 'output_missing', message: 'the graph has no output; it must give a score for each class' };
  } else if (outputs.length > 1) {
    const message = `the graph has ${outputs.length} outputs (${names(outputs)}); it must have one, the class scores`;
    yield { code: 'outputs_many', message };
  } else yield* screenOutput(output, inputs);
}

function* screenOutput({ name, type }: Value, inputs: readonly Value[]): Generator<Reason> {
  const what = `the output ${quote(name)}`;
  if (type.kind === 'unknown') return;
  if (type.kind !== 'tensor' || type.element !== 'float32') {
    const found = type.kind === 'tensor' ? (type.element ?? 'of an unknown element type') : type.kind;
    yield {
      code: 'output_type',
      message: `${what} is ${found}; it must be a float32 tensor of class scores`,
    };
    return;
  }
  const { dims } = type;
  if (!dims) return;
  const given = inputs.length === 1 ? dimsOf(inputs[0]!) : null;
  if (dims.length !== 2) {
    if (given && isLike(dims, given)) return;
    const image = given && given.length > 2 ? `, or that of a denoiser, ${write(given)}` : '';
    yield { code: 'output_shape', message: `${what} is ${write(dims)}; it must be [batch, classes]${image}` };
    return;
  }
  const [rows, classes] = dims;
  const batch = given?.[0] ?? null;
  if (typeof rows === 'number' && typeof batch === 'number' && rows !== batch) {
    const message = `${what} is ${write(dims)}, but the input has ${batch} rows; each row of input must give one row of scores`;
    yield { code: 'output_shape', message };
  }
  if (typeof classes === 'number' && classes < 2) {
    yield { code: 'output_classes', message: `${what} is ${write(dims)}; at least two classes are needed` };
  }
}

const dimsOf = ({ type }: Value): readonly Dimension[] | null => (type.kind === 'tensor' ? type.dims : null);

/** Whether the output may have the shape of the input, as far as both are stated; the run decides. */
const isLike = (output: readonly Dimension[], input: readonly Dimension[]): boolean =>
  output.length > 2 &&
  output.length === input.length &&
  output.every(
    (dim, axis) => typeof dim !== 'number' || typeof input[axis] !== 'number' || dim === input[axis],
  );
