import { product, type NumericArray } from './array.ts';
import { fault, listed, quoted, refuse } from './faults.ts';
import { isLabel, LABELS_ARE } from './labels.ts';
import type { Samples } from './formats/format.ts';
import type { Layout } from './layout.ts';
import { Offenders } from './offenders.ts';
import { flattened } from './nested.ts';

type Json = Readonly<Record<string, unknown>>;

interface Entry {
  readonly values: readonly number[];
  readonly shape: readonly number[];
  readonly label: number | null;
}

/**
 * Samples written as JSON: `{"inputs": [{"data": …, "label": 3}, …], "shape": [1, 8, 8]}`. `data` is flat or nested;
 * `shape` is that of one sample: the nesting's when left out, and needed to give flat data another one.
 * Either all entries have a label or none has.
 */
export function readInputs(document: unknown, layout: Layout): Samples {
  const { inputs, shape: declared } = fields(document);
  const offenders = new Offenders();
  const entries = inputs.map((input, i) => entry(input, i, offenders));
  if (offenders.faults.length > 0) refuse(...offenders.faults);
  const complete = entries as readonly Entry[];
  const shape = commonShape(complete, declared, offenders);
  checkLabelled(complete, offenders);
  if (offenders.faults.length > 0) refuse(...offenders.faults);
  return {
    values: float64([complete.length, ...shape], complete.map(({ values }) => values).values()),
    shape,
    layout,
    labels: complete[0]!.label === null ? null : float64([complete.length], labelRows(complete)),
  };
}

function fields(document: unknown): { inputs: readonly unknown[]; shape: readonly number[] | null } {
  if (!isObject(document)) return refuse(fault('json_malformed', 'the document is not an object', ''));
  const unknown = Object.keys(document).filter((key) => key !== 'inputs' && key !== 'shape');
  const faults = unknown
    .slice(0, 10)
    .map((key) => fault('json_malformed', `unknown field ${quoted(key)}; known: inputs, shape`, ''));
  const { inputs, shape = null } = document;
  if (!Array.isArray(inputs)) faults.push(fault('json_malformed', '`inputs` is not a list', '/inputs'));
  else if (inputs.length === 0) faults.push(fault('dataset_empty', '`inputs` is empty', '/inputs'));
  if (shape !== null && !isShape(shape)) {
    faults.push(fault('json_malformed', '`shape` is not a list of positive whole numbers', '/shape'));
  }
  return faults.length > 0
    ? refuse(...faults)
    : { inputs: inputs as readonly unknown[], shape: shape as readonly number[] | null };
}

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isShape = (value: unknown): boolean =>
  Array.isArray(value) &&
  value.length > 0 &&
  value.every((axis: unknown) => Number.isSafeInteger(axis) && (axis as number) > 0);

function entry(input: unknown, index: number, offenders: Offenders): Entry | null {
  const pointer = `/inputs/${index}`;
  const wrong = (message: string, kind: string, at = pointer): null => {
    offenders.add('input_invalid', `inputs[${index}]${message}`, at, kind);
    return null;
  };
  if (!isObject(input)) return wrong(' is not an object with `data` and `label`', 'object');
  const unknown = Object.keys(input).find((key) => key !== 'data' && key !== 'label');
  if (unknown !== undefined)
    wrong(` has the unknown field ${quoted(unknown)}; known: data, label`, 'unknown');
  const { data, label = null } = input;
  if (label !== null && !(typeof label === 'number' && isLabel(label))) {
    const message = `inputs[${index}].label is ${quoted(JSON.stringify(label))}; ${LABELS_ARE}`;
    offenders.add('label_invalid', message, `${pointer}/label`);
  }
  const numbers = flattened(data);
  if (typeof numbers === 'string') return wrong(`.data ${numbers}`, 'data', `${pointer}/data`);
  return { ...numbers, label: label as number | null };
}

function commonShape(
  entries: readonly Entry[],
  declared: readonly number[] | null,
  offenders: Offenders,
): readonly number[] {
  const expected = declared ?? entries[0]!.shape;
  const whose = declared ? 'the declared shape is' : 'inputs[0] has';
  entries.forEach(({ shape }, i) => {
    if (declared && shape.length === 1 && shape[0] === product(declared)) return;
    if (withoutOnes(shape) === withoutOnes(expected) && (declared || shape.length === expected.length))
      return;
    const message = `inputs[${i}].data has the shape ${listed(shape)}; ${whose} ${listed(expected)}`;
    offenders.add('input_invalid', message, `/inputs/${i}/data`, 'shape');
  });
  return expected;
}

const withoutOnes = (shape: readonly number[]): string => shape.filter((axis) => axis !== 1).join();

function checkLabelled(entries: readonly Entry[], offenders: Offenders): void {
  const labelled = entries.filter(({ label }) => label !== null).length;
  if (labelled === 0) return;
  entries.forEach(({ label }, i) => {
    if (label !== null) return;
    const message = `inputs[${i}] has no label, but ${labelled} of ${entries.length} inputs have one`;
    offenders.add('input_invalid', message, `/inputs/${i}`, 'unlabelled');
  });
}

function* labelRows(entries: readonly Entry[]): Generator<readonly number[]> {
  for (const { label } of entries) yield [label!];
}

function float64(dims: readonly number[], rows: Iterable<readonly number[]>): NumericArray {
  const values = new Float64Array(product(dims));
  let at = 0;
  for (const row of rows) {
    values.set(row, at);
    at += row.length;
  }
  const bytes = new Uint8Array(values.buffer);
  return { type: 'float64', dims, bytes, bigEndian: false, fortran: false, pitch: null };
}
