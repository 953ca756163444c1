import { attribute } from '../graph.ts';
import { intOf } from './kinds/places.ts';
import type { Linear } from './operator.ts';

/**
 * Nearest or linear interpolation: a weighted mean of up to two neighbours an axis, with weights that are not negative. The
 * engine computes the weights from float32 coordinates, which err by a unit roundoff of the largest: for the exact weights
 * that counts as that many terms more.
 */
export const resize: Linear = {
  name: 'Resize',
  kind: 'linear',
  input: () => 0,
  weights: () => null,
  bias: null,
  terms({ inputs, outputs }) {
    const sizes = [...inputs[0]!.dims.slice(2), ...outputs[0]!.dims.slice(2)];
    return 2 ** inputs[0]!.dims.length + 8 * Math.max(1, ...sizes);
  },
  gap(site) {
    const { node, inputs, outputs } = site;
    const mode = attribute(node, 'mode', 'string') ?? 'nearest';
    if (mode !== 'nearest' && mode !== 'linear') return `its mode "${mode}" has weights of both signs`;
    if (intOf(site, 'antialias', 0) !== 0) return 'antialiasing has no rule yet';
    const place = attribute(node, 'coordinate_transformation_mode', 'string') ?? 'half_pixel';
    if (place === 'tf_crop_and_resize') return `its coordinates "${place}" may lie outside of the image`;
    if (inputs[0]!.dims[0] !== outputs[0]!.dims[0]) return 'it resizes the batch';
    return null;
  },
};
