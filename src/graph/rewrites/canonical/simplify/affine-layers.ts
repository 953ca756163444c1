import type { Canonical } from '../canonical.ts';
import { affineMapOf, isExact, type AffineMap } from './affine-map.ts';
import { along, type Coefficients } from './coefficients.ts';
import type { Draft } from './draft.ts';
import { MERGE } from './headroom.ts';
import { absorb, layerOf, type ChannelMap, type Layer } from './layer.ts';
import { rewriting } from './rewriting.ts';

/**
 * s · (Wx + b) + t  ⇒  (sW)x + (sb + t), for a Conv, ConvTranspose or Gemm that nobody else reads and s, t that are the same
 * along all axes but the channels; a MatMul takes in s alone.
 */
export function affineLayers(canonical: Canonical): Canonical {
  return rewriting(canonical, (draft, node) => {
    const map = affineMapOf(draft, node);
    const maker = map && draft.own(map.x);
    const layer = maker && layerOf(draft, maker);
    const channels = layer && channelMap(draft, map, layer);
    if (channels) absorb(draft, layer, channels, node);
  });
}

/** The map with one number for each channel; null where it is no such map. */
function channelMap(draft: Draft, map: AffineMap, layer: Layer): ChannelMap | null {
  const dims = draft.dims(map.x);
  const part = (one: Coefficients | null) => one && along(one, dims, layer.axis);
  const [scale, shift, size] = [part(map.scale), part(map.shift), part(map.size)];
  if ((map.scale && !scale) || (map.shift && !shift)) return null;
  return { scale, shift, size, roundings: map.roundings + (isExact(map) ? 0 : MERGE) };
}
