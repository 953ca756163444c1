import { numbers } from '../../../certify/numbers.ts';
import { spacing } from '../../../laws/operator/floats.ts';
import { asked, type Ends, type Options } from '../../rewrites/interval/asked.ts';
import { size, type Layer } from '../kernels/layer.ts';
import { drawn, type Hostile } from './hostile.ts';
import { layerModel, type Before } from './layer-model.ts';

/** Widths of the boxes of the rows, relative to x. */
const WIDTHS = [0, 'ulp', 1e-4, 0.5] as const;

const widthOf = (row: number, x: Float32Array): number => {
  const width = WIDTHS[row % WIDTHS.length]!;
  const largest = Math.max(...x.map(Math.abs));
  return Math.fround(width === 'ulp' ? spacing(largest) : width * largest);
};

/** A linear node with numbers, boxes, and the bounds that it has for them. */
export interface Trial {
  readonly layer: Layer;
  readonly w: Float32Array;
  readonly b: Float32Array;
  readonly x: Float32Array;
  readonly epsilon: readonly number[];
  readonly ends: Ends;
  readonly input: Ends;
}

export async function trial(
  layer: Layer,
  { x, w, b }: Hostile,
  { before, ...options }: Options & { readonly before?: Before } = {},
): Promise<Trial> {
  const given = {
    x: drawn(size(layer.x), x, 1),
    w: drawn(size(layer.w), w, 2),
    b: drawn(layer.bias, b, 3),
  };
  const [rows = 1] = layer.x;
  const width = given.x.length / rows;
  const epsilon = Array.from({ length: rows }, (_, row) =>
    widthOf(row, given.x.subarray(row * width, (row + 1) * width)),
  );
  const model = layerModel(layer, given.w, given.b, before);
  const network = await asked(model, rows, { ...options, trace: true });
  const { ends } = await network.ask({ x: given.x, epsilon });
  await network.release();
  return {
    layer,
    ...given,
    epsilon,
    ends: ends.get('y') ?? [...ends.values()].at(-1)!,
    input: ends.get('x')!,
  };
}

/** Points of the box, told by the place among the products: its far corners for this sum, and others by chance. */
export function points(
  { input }: Trial,
  places: readonly number[],
  weights: readonly number[],
): readonly Float32Array[] {
  const uniform = numbers(places.length + 1);
  const at = (choose: (i: number) => boolean) =>
    Float32Array.from(places, (place, i) => (choose(i) ? input.upper[place]! : input.lower[place]!));
  const between = () =>
    Float32Array.from(places, (place) => {
      const [low, high] = [input.lower[place]!, input.upper[place]!];
      return Math.min(Math.max(low + uniform() * (high - low), low), high);
    });
  return [
    at((i) => weights[i]! > 0),
    at((i) => weights[i]! <= 0),
    at(() => uniform() < 0.5),
    between(),
    between(),
  ];
}

/** Every seventh element or so: the others are alike. */
export const some = (count: number) =>
  Array.from({ length: Math.min(count, 40) }, (_, i) => (i * 7 + (i >> 3)) % count);
