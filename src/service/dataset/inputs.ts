import type { Fault } from '../errors.ts';
import { product, type NumericArray } from './array.ts';
import { isObject, readEntry, type Rules, type Taker, type Wanted } from './entry.ts';
import { fault, listed, quoted, refuse } from './faults.ts';
import type { Samples } from './formats/format.ts';
import type { Layout } from './layout.ts';
import type { Flattened } from './nested.ts';
import { Offenders } from './offenders.ts';

/** How a document is read: `root` is the pointer to it, `taker` the model that it is for, where there is one. */
export interface Reading {
  readonly layout: Layout;
  readonly root: string;
  readonly taker: Taker | null;
}

/**
 * Samples written as JSON: `{"inputs": [{"data": …, "label": 3}, …], "shape": [1, 8, 8]}`. `data` is flat or nested;
 * `shape` is that of one sample: the model's or, without one, the nesting's when left out, and needed to give flat
 * data another one. Either all entries have a label or none has. Refuses with everything that is wrong, in one pass.
 */
export function readInputs(document: unknown, { layout, root, taker }: Reading): Samples {
  const { inputs, shape: declared, faults } = fields(document, root);
  if (inputs === null) return refuse(...faults);
  const pointer = `${root}/inputs`;
  const offenders = new Offenders(pointer);
  const entries = readEntries(inputs, { wanted: wantedOf(declared, taker), taker }, offenders, pointer);
  const labelled = checkLabelled(inputs, offenders, pointer);
  if (faults.length + offenders.faults.length > 0) refuse(...faults, ...offenders.faults);
  const complete = entries as readonly Flattened[];
  const shape = taker?.shape ?? declared ?? complete[0]!.shape;
  return {
    values: float64([complete.length, ...shape], complete.map(({ values }) => values).values()),
    shape,
    layout,
    labels: labelled ? float64([inputs.length], inputs.map(labelRow)) : null,
    places: { samples: { pointer, field: 'data' }, labels: { pointer, field: 'label' } },
  };
}

interface Fields {
  /** Null when there are none to be read. */
  readonly inputs: readonly unknown[] | null;
  readonly shape: readonly number[] | null;
  readonly faults: readonly Fault[];
}

const MOST_UNKNOWN = 10;

function fields(document: unknown, root: string): Fields {
  if (!isObject(document)) return refuse(fault('json_malformed', 'the document is not an object', root));
  const unknown = Object.keys(document).filter((key) => key !== 'inputs' && key !== 'shape');
  const faults = unknown
    .slice(0, MOST_UNKNOWN)
    .map((key) => fault('json_malformed', `unknown field ${quoted(key)}; known: inputs, shape`, root));
  const more = unknown.length - faults.length;
  if (more > 0) faults.push(fault('json_malformed', `and ${more} more unknown fields`, root));
  const { inputs, shape = null } = document;
  if (!Array.isArray(inputs))
    faults.push(fault('json_malformed', '`inputs` is not a list', `${root}/inputs`));
  else if (inputs.length === 0) faults.push(fault('dataset_empty', '`inputs` is empty', `${root}/inputs`));
  if (shape !== null && !isShape(shape)) {
    const message = '`shape` is not a list of positive whole numbers';
    faults.push(fault('json_malformed', message, `${root}/shape`));
  }
  return {
    inputs: Array.isArray(inputs) && inputs.length > 0 ? inputs : null,
    shape: isShape(shape) ? shape : null,
    faults,
  };
}

const isShape = (value: unknown): value is readonly number[] =>
  Array.isArray(value) &&
  value.length > 0 &&
  value.every((axis: unknown) => Number.isSafeInteger(axis) && (axis as number) > 0);

function wantedOf(declared: readonly number[] | null, taker: Taker | null): Wanted | null {
  if (taker?.shape) return { shape: taker.shape, whose: takes(taker), lenient: true };
  return declared && { shape: declared, whose: 'the declared shape is', lenient: true };
}

const takes = ({ own, encoder }: Taker): string =>
  encoder === null
    ? 'the model takes'
    : `the model takes ${listed(own)}, which the method ${encoder} makes of`;

/** Where no shape is known before, the first sound entry has the one that the others must have. */
function readEntries(
  inputs: readonly unknown[],
  rules: Rules,
  offenders: Offenders,
  pointer: string,
): readonly (Flattened | null)[] {
  let { wanted } = rules;
  return inputs.map((input, i) => {
    const found = readEntry(input, i, { ...rules, wanted }, offenders, `${pointer}/${i}`);
    if (found) wanted ??= { shape: found.shape, whose: `inputs[${i}] has`, lenient: false };
    return found;
  });
}

/** Whether the entries have labels. */
function checkLabelled(inputs: readonly unknown[], offenders: Offenders, pointer: string): boolean {
  const hasLabel = (input: unknown) => isObject(input) && (input.label ?? null) !== null;
  const labelled = inputs.filter(hasLabel).length;
  if (labelled === 0) return false;
  inputs.forEach((input, i) => {
    if (!isObject(input) || hasLabel(input)) return;
    const message = () => `inputs[${i}] has no label, but ${labelled} of ${inputs.length} inputs have one`;
    offenders.add('input_invalid', `${pointer}/${i}/label`, message, 'unlabelled');
  });
  return true;
}

const labelRow = (input: unknown): readonly number[] => [(input as { label: number }).label];

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
