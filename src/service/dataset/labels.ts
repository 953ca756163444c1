import type { Fault } from '../errors.ts';
import { elements, product, type NumericArray } from './array.ts';
import { fault, listed } from './faults.ts';
import { LABEL_LIMIT } from './limits.ts';
import { Offenders } from './offenders.ts';
import { pointerOf, type Place } from './place.ts';

/**
 * One whole number a sample, as int32; or everything that is wrong. Floats that hold whole numbers will do, and so
 * do axes of length 1. `count`: samples there are.
 */
export function readLabels(array: NumericArray, count: number, place: Place): Int32Array | readonly Fault[] {
  const total = array.dims[0] ?? 0;
  if (array.dims.length === 0 || product(array.dims.slice(1)) !== 1) return [notOneEach(array.dims, place)];
  const labels = new Int32Array(count);
  const offenders = new Offenders(place.pointer);
  elements(array, 0, Math.min(total, count)).forEach((label, i) => {
    if (isLabel(label)) labels[i] = label;
    else offenders.add('label_invalid', pointerOf(place, i), () => told(place, i, label));
  });
  const faults = total === count ? offenders.faults : [differing(count, total, place), ...offenders.faults];
  return faults.length > 0 ? faults : labels;
}

export const isLabel = (value: number): boolean =>
  Number.isInteger(value) && value >= 0 && value < LABEL_LIMIT;

/** What a label may be, as the end of a sentence. */
export const LABELS_ARE = `labels are whole numbers from 0 to ${LABEL_LIMIT - 1}`;

const told = ({ prefix = '' }: Place, sample: number, label: number): string =>
  `${prefix}sample ${sample} has the label ${label}; ${LABELS_ARE}`;

function notOneEach(dims: readonly number[], { pointer, prefix = '' }: Place): Fault {
  const hint =
    dims.length === 2 ? '. If they are one-hot rows, send the index of the 1 (argmax over axis 1)' : '';
  const message = `${prefix}the labels have the shape ${listed(dims)}; one number a sample is expected${hint}`;
  return fault('labels_shape', message, pointer);
}

const differing = (samples: number, labels: number, { pointer, prefix = '' }: Place): Fault =>
  fault('count_disagrees', `${prefix}there are ${samples} samples and ${labels} labels`, pointer);

/** Samples per label, labels ascending. */
export function histogram(labels: Int32Array): ReadonlyMap<number, number> {
  const counts = new Map<number, number>();
  for (const label of labels.toSorted()) counts.set(label, (counts.get(label) ?? 0) + 1);
  return counts;
}
