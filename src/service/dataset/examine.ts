import type { Fault } from '../errors.ts';
import { product } from './array.ts';
import { encode } from './canonical.ts';
import type { DatasetDeclaration, DatasetFacts, Format } from './dataset.ts';
import { fault, listed, refuse } from './faults.ts';
import type { Samples } from './formats/format.ts';
import { histogram, readLabels } from './labels.ts';
import { channelsFirst } from './layout.ts';
import { DATASET_LIMITS, type DatasetLimits } from './limits.ts';
import type { Place } from './place.ts';
import { recognise } from './recognition.ts';
import { survey } from './survey.ts';
import { uploadOf, type Part } from './upload.ts';

export interface Examined {
  readonly facts: DatasetFacts;
  /** The canonical form in pieces, read from the parts as it is asked for; iterable more than once. */
  readonly canonical: Iterable<Uint8Array>;
}

/**
 * Opens an upload: recognises its format, reads it, looks at every value and every label.
 * Throws Refusal('dataset_refused') with all that is wrong, as far as it can be read.
 */
export function examineDataset(
  parts: readonly Part[],
  declaration: DatasetDeclaration,
  limits: DatasetLimits = DATASET_LIMITS,
): Examined {
  const upload = uploadOf(parts, limits);
  const format = recognise(upload, declaration);
  return examineSamples(format.read(upload, declaration, limits), format.name, declaration.scale, limits);
}

/** The same for samples that were read already, such as the inputs in a job. */
export function examineSamples(
  samples: Samples,
  format: Format,
  scale: number,
  limits: DatasetLimits = DATASET_LIMITS,
): Examined {
  const unfit = [...shapeFaults(samples, limits), ...scaleFaults(scale)];
  if (unfit.length > 0) refuse(...unfit);
  const { places } = samples;
  const count = samples.values.dims[0]!;
  const { range, grid, faults } = survey(samples, scale);
  const labels = samples.labels && readLabels(samples.labels, count, places.labels);
  if (labels !== null && !(labels instanceof Int32Array)) return refuse(...faults, ...labels);
  const counts = labels ? histogram(labels) : new Map<number, number>();
  const tooMany = counts.size > limits.distinctLabels;
  const all = tooMany ? [...faults, tooManyLabels(counts.size, limits, places.labels)] : faults;
  if (all.length > 0) refuse(...all);
  const shape = channelsFirst(samples.shape, samples.layout);
  return {
    facts: { format, count, shape, range, grid, labels: Object.fromEntries(counts) },
    canonical: { [Symbol.iterator]: () => encode(samples, labels, scale) },
  };
}

const MOST_AXES = 5;

function shapeFaults({ values, shape, places }: Samples, limits: DatasetLimits): readonly Fault[] {
  const [count = 0] = values.dims;
  const size = product(shape);
  const { pointer, prefix = '' } = places.samples;
  const told = listed(values.dims);
  const invalid = (why: string) => [
    fault('shape_invalid', `${prefix}the samples have the shape ${told}: ${why}`, pointer),
  ];
  if (values.dims.length === 0) return invalid('a single number is not a list of samples');
  if (count === 0)
    return [fault('dataset_empty', `${prefix}the samples have the shape ${told}: there are none`, pointer)];
  if (shape.length === 0)
    return invalid('samples are vectors or images; these are single numbers (are they the labels?)');
  if (shape.length > MOST_AXES) return invalid(`a sample has at most ${MOST_AXES} axes`);
  if (size === 0) return invalid('a sample holds no values');
  const faults: Fault[] = [];
  const tooLarge = (what: string, most: number) =>
    faults.push(fault('dataset_too_large', `${prefix}${what}; at most ${most} are accepted`, pointer));
  if (count > limits.samples) tooLarge(`there are ${count} samples`, limits.samples);
  if (size > limits.valuesPerSample) tooLarge(`a sample has ${size} values`, limits.valuesPerSample);
  return faults;
}

/** A scale that is 0 in float32 makes every value 0. */
function scaleFaults(scale: number): readonly Fault[] {
  const rounded = Math.fround(scale);
  if (rounded > 0 && Number.isFinite(rounded)) return [];
  return [
    fault('scale_invalid', `the scale is ${scale}; a positive float32 number is expected`, '/metadata/scale'),
  ];
}

const tooManyLabels = (distinct: number, { distinctLabels }: DatasetLimits, { pointer }: Place): Fault =>
  fault(
    'labels_too_many',
    `there are ${distinct} different labels; at most ${distinctLabels} are accepted`,
    pointer,
  );
