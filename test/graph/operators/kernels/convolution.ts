import { type Layer, size } from './layer.ts';

export interface Window {
  readonly batch?: number;
  readonly channels: number;
  readonly filters: number;
  readonly image: readonly number[];
  readonly kernel: readonly number[];
  readonly strides?: readonly number[];
  readonly dilations?: readonly number[];
  /** Begins, then ends. */
  readonly pads?: readonly number[];
  readonly group?: number;
  readonly outputPadding?: readonly number[];
  readonly bias?: boolean;
}

interface Complete extends Required<Window> {
  readonly axes: number;
}

function complete(window: Window): Complete {
  const axes = window.image.length;
  const all = (value: number, count = axes) => Array.from({ length: count }, () => value);
  return {
    batch: 1,
    strides: all(1),
    dilations: all(1),
    pads: all(0, 2 * axes),
    group: 1,
    outputPadding: all(0),
    bias: true,
    ...window,
    axes,
  };
}

/** Places of a flat index along each axis. */
export function unravel(index: number, dims: readonly number[]): number[] {
  const places = Array.from<number>({ length: dims.length });
  for (let axis = dims.length - 1; axis >= 0; axis--) {
    places[axis] = index % dims[axis]!;
    index = Math.floor(index / dims[axis]!);
  }
  return places;
}

export const ravel = (places: readonly number[], dims: readonly number[]): number =>
  places.reduce((index, place, axis) => index * dims[axis]! + place, 0);

const label = (
  name: string,
  { channels, filters, image, kernel, group, strides, dilations, batch }: Complete,
) =>
  `${name} ${batch}×${channels}→${filters} of ${image.join('×')} by ${kernel.join('×')}` +
  ` stride ${strides.join()} dilation ${dilations.join()} group ${group}`;

const attributes = ({ kernel, strides, dilations, pads, group }: Complete) => ({
  kernel_shape: kernel,
  strides,
  dilations,
  pads,
  group,
});

/** Conv: y[n,f,o] sums x[n,c,o·stride + k·dilation − pad] · w[f,c,k] over the channels c of f's group. */
export function convolution(given: Window): Layer {
  const window = complete(given);
  const { batch, channels, filters, group, kernel, strides, dilations, pads, image, axes } = window;
  const out = image.map((length, axis) => {
    const room = length + pads[axis]! + pads[axis + axes]! - (kernel[axis]! - 1) * dilations[axis]! - 1;
    return Math.floor(room / strides[axis]!) + 1;
  });
  const [x, w, y] = [
    [batch, channels, ...image],
    [filters, channels / group, ...kernel],
    [batch, filters, ...out],
  ];
  const taps = size(kernel);
  return {
    ...{ name: label('Conv', window), operator: 'Conv', attributes: attributes(window), x, w, y },
    ...{ weights: 'constant', bias: window.bias ? filters : 0, biasAxis: 1 },
    terms(output, product) {
      const [n, f, ...o] = unravel(output, y) as [number, number, ...number[]];
      const first = Math.floor(f / (filters / group)) * (channels / group);
      for (let tap = 0; tap < taps; tap++) {
        const k = unravel(tap, kernel);
        const i = o.map((at, axis) => at * strides[axis]! + k[axis]! * dilations[axis]! - pads[axis]!);
        if (i.some((at, axis) => at < 0 || at >= image[axis]!)) continue;
        const start = ravel([n, first, ...i], x);
        for (let c = 0; c < channels / group; c++)
          product(start + c * size(image), (f * (channels / group) + c) * taps + tap);
      }
    },
  };
}

/** ConvTranspose: y[n,f,i·stride + k·dilation − pad] gathers x[n,c,i] · w[c,f,k] over the channels c of f's group. */
export function transposedConvolution(given: Window): Layer {
  const window = complete(given);
  const { batch, channels, filters, group, kernel, strides, dilations, pads, image, axes } = window;
  const out = image.map(
    (length, axis) =>
      (length - 1) * strides[axis]! +
      window.outputPadding[axis]! +
      (kernel[axis]! - 1) * dilations[axis]! +
      1 -
      pads[axis]! -
      pads[axis + axes]!,
  );
  const [x, w, y] = [
    [batch, channels, ...image],
    [channels, filters / group, ...kernel],
    [batch, filters, ...out],
  ];
  const taps = size(kernel);
  return {
    ...{ name: label('ConvTranspose', window), operator: 'ConvTranspose', x, w, y },
    attributes: { ...attributes(window), output_padding: window.outputPadding },
    ...{ weights: 'constant', bias: window.bias ? filters : 0, biasAxis: 1 },
    terms(output, product) {
      const [n, f, ...o] = unravel(output, y) as [number, number, ...number[]];
      const mine = Math.floor(f / (filters / group));
      for (let tap = 0; tap < taps; tap++) {
        const k = unravel(tap, kernel);
        const i = o.map((at, axis) => (at + pads[axis]! - k[axis]! * dilations[axis]!) / strides[axis]!);
        if (i.some((at, axis) => !Number.isInteger(at) || at < 0 || at >= image[axis]!)) continue;
        for (let c = 0; c < channels / group; c++) {
          const channel = mine * (channels / group) + c;
          const filter = f % (filters / group);
          product(ravel([n, channel, ...i], x), (channel * (filters / group) + filter) * taps + tap);
        }
      }
    },
  };
}
