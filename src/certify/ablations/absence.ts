import { z } from 'zod';
import type { Obstacle } from '../certifier.ts';
import { pictureOf, pixelsOf, place, type Picture } from './picture.ts';

/**
 * What stands for a pixel that is not shown.
 * - channels: every value x is followed up by 1 − x in a second set of channels, behind the first; absent is 0 in both. No value
 *   of [0, 1] looks like that.
 * - value: this number in every channel, say the mean of the data. It may be one that pixels have.
 */
export type Absence = { readonly kind: 'channels' } | { readonly kind: 'value'; readonly value: number };

/** What a client writes of it, in every method that leaves pixels out. */
export const ABSENT = z
  .union([z.literal('channels'), z.strictObject({ value: z.number() })])
  .describe(
    'What stands for a pixel that is not shown. channels: 0 in the channels of the image and in as many further ones, which hold 1 − x for what is shown, so that the model takes twice the channels of a sample. {"value": v}: the number v in every channel',
  )
  .meta({ examples: ['channels', { value: 0.5 }] });
export type Absent = z.output<typeof ABSENT>;

export const absenceOf = (absent: Absent): Absence =>
  absent === 'channels' ? { kind: 'channels' } : { kind: 'value', value: absent.value };

/** The picture that the model sees of a sample's. */
export const shown = (absence: Absence, picture: Picture): Picture =>
  absence.kind === 'channels' ? { ...picture, channels: 2 * picture.channels } : picture;

/** A sample with no pixel absent, as the model sees it: values of `shown(absence, picture)`, for those of `picture`. */
export function present(absence: Absence, picture: Picture, values: Float32Array): Float32Array {
  if (absence.kind === 'value') return values;
  const double = shown(absence, picture);
  const out = new Float32Array(2 * values.length);
  for (let pixel = 0; pixel < pixelsOf(picture); pixel++) {
    for (let channel = 0; channel < picture.channels; channel++) {
      const x = values[place(picture, pixel, channel)]!;
      out[place(double, pixel, channel)] = x;
      out[place(double, pixel, picture.channels + channel)] = 1 - x;
    }
  }
  return out;
}

/** What every value of an absent pixel is. */
export const absentValue = (absence: Absence): number => (absence.kind === 'channels' ? 0 : absence.value);

/** What of samples and model decides whether absent pixels can be encoded. */
export interface Encoding {
  /** Shape of one sample of the data, without the batch axis; null where none is shown as the model takes it. */
  readonly sample: readonly number[] | null;
  /** Shape of one sample as the model takes it. */
  readonly model: readonly number[];
  readonly layout?: 'NCHW' | 'NHWC';
  /** Values that samples have: the domain, or what the data shows. */
  readonly range: readonly [number, number];
}

/** Why a model cannot be shown samples with absent pixels; empty when it can. */
export function absenceObstacles(absence: Absence, encoding: Encoding): Obstacle[] {
  return [...shapeObstacles(absence, encoding), ...valueObstacles(absence, encoding)];
}

function shapeObstacles(absence: Absence, { sample, model, layout }: Encoding): Obstacle[] {
  if (sample === null) return [unencodable(model)];
  const wanted = encodedShape(absence, sample, layout);
  if (wanted.join() === model.join()) return [];
  const why =
    absence.kind === 'channels'
      ? 'absent pixels as further channels double the channels of a sample'
      : 'absent pixels that have a value leave the shape of a sample as it is';
  const message = `the model takes samples of ${show(model)}, and those of ${show(sample)} would be shown as ${show(wanted)}: ${why}`;
  return [{ code: 'channel_mismatch', message, pointer: '/absent' }];
}

function unencodable(model: readonly number[]): Obstacle {
  const message =
    `the model takes samples of ${show(model)}, which hold no second set of channels: absent pixels as further channels ` +
    'need a model of [2C, H, W] (NCHW), of [H, W, 2C] (NHWC) or of [2, n]. For the model as it is, give absent pixels a value: {"value": 0.5}';
  return { code: 'channel_mismatch', message, pointer: '/absent' };
}

function valueObstacles(absence: Absence, { range: [low, high] }: Encoding): Obstacle[] {
  if (absence.kind === 'value') {
    if (Number.isFinite(Math.fround(absence.value))) return [];
    const message = `an absent pixel's value ${absence.value} is no finite float32`;
    return [{ code: 'absent_value_not_finite', message, pointer: '/absent' }];
  }
  if (low >= 0 && high <= 1) return [];
  const message = `absent pixels as further channels need values in [0, 1], so that x and 1 − x are never both 0; these are in [${low}, ${high}]`;
  return [{ code: 'range_mismatch', message, pointer: '/absent' }];
}

/** A sample's shape as the model sees it; a picture without an axis of channels gets one for the second set. */
export function encodedShape(
  absence: Absence,
  sample: readonly number[],
  layout: 'NCHW' | 'NHWC' = 'NCHW',
): number[] {
  if (absence.kind === 'value') return [...sample];
  const { channels, height, width, channelsLast } = shown(absence, pictureOf(sample, layout));
  if (sample.length !== 2 && sample.length !== 3) return [channels, width];
  return channelsLast ? [height, width, channels] : [channels, height, width];
}

/** The shape, in the model's layout, of the samples that are shown as the model takes them; null where there are none. */
export function sampleShapeOf(
  absence: Absence,
  model: readonly number[],
  layout: 'NCHW' | 'NHWC' = 'NCHW',
): readonly number[] | null {
  if (absence.kind === 'value') return model;
  if (model.length === 2) return model[0] === 2 ? [model[1]!] : null;
  if (model.length !== 3) return null;
  const axis = layout === 'NHWC' ? 2 : 0;
  return model[axis]! % 2 === 0 ? model.map((size, i) => (i === axis ? size / 2 : size)) : null;
}

const show = (shape: readonly number[]): string => `[${shape.join(', ')}]`;
