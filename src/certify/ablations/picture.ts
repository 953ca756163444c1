/** How the values of a sample make up a picture: pixels with a number of channels each. */
export interface Picture {
  readonly channels: number;
  readonly height: number;
  readonly width: number;
  /** Whether the channels of a pixel lie together, behind its row and column; else every channel is a picture of its own. */
  readonly channelsLast: boolean;
}

/**
 * A sample's shape as a picture: [channels, height, width], or [height, width, channels] in the layout NHWC, or [height, width].
 * Any other shape is a single row of pixels, each with one value.
 */
export function pictureOf(shape: readonly number[], layout: 'NCHW' | 'NHWC' = 'NCHW'): Picture {
  const channelsLast = layout === 'NHWC';
  if (shape.length === 3) {
    const [channels, height, width] = channelsLast
      ? [shape[2]!, shape[0]!, shape[1]!]
      : ([...shape] as [number, number, number]);
    return { channels, height, width, channelsLast };
  }
  const [height, width] =
    shape.length === 2 ? [shape[0]!, shape[1]!] : [1, shape.reduce((n, size) => n * size, 1)];
  return { channels: 1, height, width, channelsLast: false };
}

export const pixelsOf = ({ height, width }: Picture): number => height * width;

/** Where channel c of a pixel lies among a sample's values. */
export const place = (picture: Picture, pixel: number, channel: number): number =>
  picture.channelsLast ? pixel * picture.channels + channel : channel * pixelsOf(picture) + pixel;
