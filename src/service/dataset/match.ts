import type { Fault } from '../errors.ts';
import type { SampleShape } from '../sample-shape.ts';
import { roleOf, type Model } from '../model/model.ts';
import type { Dataset } from './dataset.ts';
import { listed } from './faults.ts';
import { channelsFirst, fromChannelsFirst, type Layout } from './layout.ts';

export type MatchedModel = Pick<Model, 'declared' | 'facts'>;
export type MatchedDataset = Pick<Dataset, 'declared' | 'facts'>;

/**
 * What keeps the model from being run on the dataset; empty when they fit. Shapes are compared channels first and
 * up to axes of length 1; labels must be classes of a classifier, and values must lie in the declared domain, ends included.
 * `taken`: where a method decides on the shape of samples; one that is not known is not compared.
 */
export function matchDataset(
  model: MatchedModel,
  dataset: MatchedDataset,
  pointer = '/dataset',
  taken: SampleShape = { shape: model.facts.sample_shape, encoder: null },
): Fault[] {
  const messages = [
    shapeMismatch(model, dataset, taken),
    labelMismatch(model, dataset),
    rangeMismatch(model, dataset),
  ];
  return messages.flatMap((found) => (found ? [{ ...found, pointer }] : []));
}

/**
 * A channels-first sample as the model takes it, or the method that encodes it for the model. The dataset's shape is equal to
 * `model.shape` up to axes of length 1. May answer `sample` itself.
 */
export function arrange(
  sample: Float32Array,
  model: { readonly shape: readonly number[]; readonly layout: Layout },
): Float32Array {
  return fromChannelsFirst(sample, model.shape, model.layout);
}

type Mismatch = Pick<Fault, 'code' | 'message'> | null;

const withoutOnes = (shape: readonly number[]): string => listed(shape.filter((axis) => axis !== 1));

function shapeMismatch(
  { declared, facts }: MatchedModel,
  dataset: MatchedDataset,
  { shape, encoder }: SampleShape,
): Mismatch {
  if (shape === null) return null;
  const wanted = channelsFirst(shape, declared.layout);
  const given = dataset.facts.shape;
  if (withoutOnes(wanted) === withoutOnes(given)) return null;
  const own = `the model takes samples of shape ${listed(facts.sample_shape)} (${declared.layout})`;
  const encoded = encoder === null ? '' : `, which the method ${encoder} makes of ${listed(shape)}`;
  const message = `${own}${encoded}; the dataset has ${listed(given)} (channels first)${shapeHint(wanted, given)}`;
  return { code: 'shape_mismatch', message };
}

function shapeHint(wanted: readonly number[], given: readonly number[]): string {
  const product = (shape: readonly number[]) => shape.reduce((all, one) => all * one, 1);
  if (product(wanted) !== product(given)) return '';
  const moved = withoutOnes([...given.slice(1), given[0]!]);
  const back = withoutOnes([given.at(-1)!, ...given.slice(0, -1)]);
  const turned = moved === withoutOnes(wanted) || back === withoutOnes(wanted);
  return turned
    ? '. The channel axis lies elsewhere: declare the layout of the dataset or of the model'
    : '. They have equally many values: upload the samples in the shape of the model';
}

function labelMismatch({ facts }: MatchedModel, dataset: MatchedDataset): Mismatch {
  if (roleOf(facts) === 'denoiser') return null;
  const beyond = Object.keys(dataset.facts.labels)
    .map(Number)
    .filter((label) => label >= facts.classes);
  if (beyond.length === 0) return null;
  const samples = beyond.reduce((all, label) => all + dataset.facts.labels[label]!, 0);
  const shown = beyond.slice(0, 5).join(', ') + (beyond.length > 5 ? ` and ${beyond.length - 5} more` : '');
  const classes = `the model has ${facts.classes} classes (0 to ${facts.classes - 1})`;
  return {
    code: 'label_outside_classes',
    message: `${classes}; the dataset has the labels ${shown} on ${samples} samples`,
  };
}

function rangeMismatch({ declared }: MatchedModel, dataset: MatchedDataset): Mismatch {
  const { domain } = declared;
  const [low, high] = dataset.facts.range;
  // The data are float32; so are the ends of the domain, when a value is there.
  if (domain === null || (low >= Math.fround(domain[0]) && high <= Math.fround(domain[1]))) return null;
  const hint = scaleHint(domain, dataset);
  const message = `the model's domain is ${listed(domain)}; the values of the dataset are in ${listed([low, high])}${hint}`;
  return { code: 'range_outside_domain', message };
}

/** Largest stored values of the usual encodings of images. */
const FULL_SCALES = [16, 255, 65535] as const;

function scaleHint([low, high]: readonly [number, number], { declared, facts }: MatchedDataset): string {
  const stored = facts.range[1] / declared.scale;
  const full = FULL_SCALES.find((most) => stored <= most);
  const areWhole = facts.grid !== null && facts.grid === declared.scale;
  if (!areWhole || full === undefined || low !== 0 || facts.range[0] < 0) return '';
  return `. If the stored values run from 0 to ${full}, upload them with the scale ${high / full}`;
}
